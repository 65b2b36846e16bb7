package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Precision at the score of each positive row, averaged: the area under the precision-recall curve
 * without interpolation.
 *
 * <p><b>Error:</b> value exact; the variance is that of the influence of a row on the value, the
 * interval on the logit scale. The value is biased upwards by about 1/positives: few positive rows
 * make the interval optimistic. <br>
 * <b>Cost:</b> two passes over the distinct scores. <br>
 * <b>Threads:</b> immutable.
 *
 * @param value in (0, 1]
 * @param variance of the value
 * @param positives number of positive rows
 * @see "K. Boyd, K. H. Eng and C. D. Page, Area under the precision-recall curve: point estimates
 *     and confidence intervals, ECML PKDD 2013"
 */
record AveragePrecision(double value, double variance, int positives) {

  /** Returns the average precision; at least one row is positive. */
  static AveragePrecision of(RankedScores scores) {
    int groups = scores.groups();
    double[] precisions = new double[groups];
    double[] seen = new double[groups];
    double positives = 0;
    double rows = 0;
    double sum = 0;
    for (int group = 0; group < groups; group++) {
      positives += scores.positives(group);
      rows += scores.positives(group) + scores.negatives(group);
      precisions[group] = positives / rows;
      seen[group] = rows;
      sum += scores.positives(group) * precisions[group];
    }
    double value = sum / positives;
    return new AveragePrecision(
        value, variance(scores, precisions, seen, value), scores.positives());
  }

  /**
   * A row raises the counts that all precisions at and below its score are made of; what it does to
   * them is summed from the lowest score upwards.
   */
  private static double variance(
      RankedScores scores, double[] precisions, double[] seen, double value) {
    double gained = 0;
    double diluted = 0;
    double squares = 0;
    double total = 0;
    for (int group = scores.groups() - 1; group >= 0; group--) {
      double weight = scores.positives(group) / seen[group];
      gained += weight;
      diluted += weight * precisions[group];
      double ofPositive = precisions[group] - value + gained - diluted;
      squares +=
          scores.positives(group) * ofPositive * ofPositive
              + scores.negatives(group) * diluted * diluted;
      total += scores.positives(group) * ofPositive - scores.negatives(group) * diluted;
    }
    double rows = scores.rows();
    double positives = scores.positives();
    return Math.max(0, squares - total * total / rows) / (positives * positives);
  }

  /** Returns the interval of the average precision. */
  Interval interval(double level) {
    double spread = value * (1 - value);
    if (spread < 1e-12 || variance == 0) {
      double lower = Rates.wilson(positives, positives, level).lower();
      return new Interval(Math.min(value, lower), Math.max(value, lower), level);
    }
    double distance = Quantiles.normal(level) * Math.sqrt(variance) / spread;
    double logit = Math.log(value / (1 - value));
    return new Interval(
        1 / (1 + Math.exp(distance - logit)), 1 / (1 + Math.exp(-distance - logit)), level);
  }
}
