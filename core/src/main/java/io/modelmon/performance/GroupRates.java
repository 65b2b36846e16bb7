package io.modelmon.performance;

import io.modelmon.math.Interval;
import java.util.List;

/**
 * A proportion in each of several groups, and how far apart they are.
 *
 * <p>With more than two groups the extreme ones are chosen by looking, so the interval of the
 * largest difference is made from those of all pairs, each at the level that Bonferroni asks for:
 * it holds whichever pair is truly the extreme one, and is on the wide side.
 */
final class GroupRates {

  private final List<String> names;
  private final long[] hits;
  private final long[] rows;
  private final double[] inflations;
  private final double level;

  /**
   * Creates the rates of groups.
   *
   * @param inflations by how much dependence inflates the variance of each rate, ≥ 1
   */
  GroupRates(List<String> names, long[] hits, long[] rows, double[] inflations, double level) {
    this.names = names;
    this.hits = hits;
    this.rows = rows;
    this.inflations = inflations;
    int pairs = names.size() * (names.size() - 1) / 2;
    this.level = 1 - (1 - level) / Math.max(1, pairs);
  }

  /** Returns whether a group has no rows to be a share of. */
  boolean undefined() {
    for (long count : rows) {
      if (count == 0) {
        return true;
      }
    }
    return false;
  }

  private double rate(int group) {
    return (double) hits[group] / rows[group];
  }

  private Interval interval(int group) {
    return Rates.wilson(hits[group] / inflations[group], rows[group] / inflations[group], level);
  }

  private int lowest() {
    int lowest = 0;
    for (int group = 1; group < hits.length; group++) {
      lowest = rate(group) < rate(lowest) ? group : lowest;
    }
    return lowest;
  }

  private int highest() {
    int highest = 0;
    for (int group = 1; group < hits.length; group++) {
      highest = rate(group) > rate(highest) ? group : highest;
    }
    return highest;
  }

  /** Returns the largest difference of rates. */
  FairnessMetric difference(FairnessName name, double nominal) {
    double lower = 0;
    double upper = 0;
    for (int i = 0; i < hits.length; i++) {
      for (int j = 0; j < i; j++) {
        Interval pair = Recovery.difference(rate(i), interval(i), rate(j), interval(j));
        lower = Math.max(lower, Math.max(pair.lower(), -pair.upper()));
        upper = Math.max(upper, Math.max(pair.upper(), -pair.lower()));
      }
    }
    int low = lowest();
    int high = highest();
    return new FairnessMetric(
        name,
        rate(high) - rate(low),
        new Interval(lower, Math.min(1, upper), nominal),
        names.get(low),
        names.get(high),
        MetricStatus.KNOWN);
  }

  /** Returns the smallest ratio of rates. */
  FairnessMetric ratio(FairnessName name, double nominal) {
    int low = lowest();
    int high = highest();
    if (hits[high] == 0) {
      return FairnessMetric.undefined(name, MetricStatus.NO_POSITIVE_PREDICTION);
    }
    double lower = 1;
    double upper = 1;
    for (int i = 0; i < hits.length; i++) {
      for (int j = 0; j < hits.length; j++) {
        if (i != j) {
          Interval pair = Recovery.ratio(rate(i), interval(i), rate(j), interval(j));
          lower = Math.min(lower, pair.lower());
          upper = Math.min(upper, pair.upper());
        }
      }
    }
    double value = rate(low) / rate(high);
    return new FairnessMetric(
        name,
        value,
        new Interval(Math.min(lower, value), Math.max(upper, value), nominal),
        names.get(low),
        names.get(high),
        MetricStatus.KNOWN);
  }
}
