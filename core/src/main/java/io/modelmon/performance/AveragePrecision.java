package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Precision at the score of each positive row, averaged: the area under the precision-recall curve
 * without interpolation.
 *
 * <p><b>Error:</b> value exact; the variance is that of the influence of a row on the value, the
 * interval on the logit scale, with Student's quantile as heavy tails of that influence ask for.
 * Each positive row counts itself when its precision is taken, which biases the value upwards; the
 * interval is centred without that. <br>
 * <b>Cost:</b> two passes over the distinct scores. <br>
 * <b>Threads:</b> immutable.
 *
 * @param value in (0, 1]
 * @param bias by how much rows that count themselves raise the value
 * @param variance of the value
 * @param df degrees of freedom of the variance
 * @param positives number of positive rows
 * @see "K. Boyd, K. H. Eng and C. D. Page, Area under the precision-recall curve: point estimates
 *     and confidence intervals, ECML PKDD 2013"
 */
record AveragePrecision(double value, double bias, double variance, double df, int positives) {

  /** Returns the average precision; at least one row is positive. */
  static AveragePrecision of(RankedScores scores) {
    double positives = 0;
    double sum = 0;
    double excess = 0;
    double[] seen = seen(scores);
    for (int group = 0; group < seen.length; group++) {
      positives += scores.positives(group);
      double precision = positives / seen[group];
      sum += scores.positives(group) * precision;
      excess += scores.positives(group) * (1 - precision) / seen[group];
    }
    double value = sum / positives;
    Influence influence = Influence.onAveragePrecision(scores, value, seen);
    double squares = 0;
    double fourth = 0;
    for (int group = 0; group < seen.length; group++) {
      double ofPositive = influence.ofPositive(group) * influence.ofPositive(group);
      double ofNegative = influence.ofNegative(group) * influence.ofNegative(group);
      squares += scores.positives(group) * ofPositive + scores.negatives(group) * ofNegative;
      fourth +=
          scores.positives(group) * ofPositive * ofPositive
              + scores.negatives(group) * ofNegative * ofNegative;
    }
    int rows = scores.rows();
    double kurtosis = squares == 0 ? 0 : rows * fourth / (squares * squares) - 3;
    return new AveragePrecision(
        value,
        excess / positives,
        squares,
        MeanInterval.degreesOfFreedom(rows, 0, kurtosis),
        scores.positives());
  }

  /** Returns the number of rows of at least the score of each rank. */
  static double[] seen(RankedScores scores) {
    double[] seen = new double[scores.groups()];
    double rows = 0;
    for (int group = 0; group < seen.length; group++) {
      rows += scores.positives(group) + scores.negatives(group);
      seen[group] = rows;
    }
    return seen;
  }

  /** Returns the interval of the average precision. */
  Interval interval(double level) {
    double centre = value - bias;
    if (centre <= 1e-12 || 1 - centre < 1e-12 || variance == 0) {
      double lower = Rates.wilson(positives, positives, level).lower();
      return new Interval(Math.min(value, lower), Math.max(value, lower), level);
    }
    double widened = Quantiles.widened(level, df);
    Interval wide = Influence.logit(centre, Math.sqrt(variance), widened);
    return new Interval(wide.lower(), Math.max(value, wide.upper()), level);
  }
}
