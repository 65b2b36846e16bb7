package io.modelmon.export.otel;

import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.Map;

/**
 * The exact sum of the cumulative series that have no place of their own. It never decreases: what
 * a series had counted stays in the sum when the series disappears or starts again from zero.
 *
 * <p><b>Cost:</b> one map entry per folded series of the newest snapshot. <b>Threads:</b> confined
 * to the collecting thread.
 */
final class OverflowTally {

  private Map<Attributes, Amount> previous = new HashMap<>();
  private Map<Attributes, Amount> present = new HashMap<>();
  private long retiredCount;
  private double retiredSum;

  private record Amount(long count, double sum) {
    Amount plus(Amount other) {
      return new Amount(count + other.count, sum + other.sum);
    }
  }

  /** Adds the total of one series. */
  void add(Attributes attributes, long count, double sum) {
    present.merge(attributes, new Amount(count, sum), Amount::plus);
  }

  /** Ends one collection, after all series were added. */
  void endCollection() {
    previous.forEach(
        (attributes, before) -> {
          Amount now = present.get(attributes);
          if (now == null || now.count < before.count) {
            retiredCount += before.count;
            retiredSum += before.sum;
          }
        });
    previous = present;
    present = new HashMap<>();
  }

  /** Returns the count over all collections that have ended. */
  long count() {
    long total = retiredCount;
    for (Amount amount : previous.values()) {
      total += amount.count;
    }
    return total;
  }

  /** Returns the sum of values over all collections that have ended. */
  double sum() {
    double total = retiredSum;
    for (Amount amount : previous.values()) {
      total += amount.sum;
    }
    return total;
  }

  /** Returns how many series are folded in the last collection that has ended. */
  int series() {
    return previous.size();
  }
}
