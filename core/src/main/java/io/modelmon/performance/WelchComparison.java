package io.modelmon.performance;

import io.modelmon.math.Interval;
import io.modelmon.math.StudentDistribution;

/** Difference of two mean losses whose variances may differ. */
final class WelchComparison {

  private WelchComparison() {}

  /**
   * Compares mean losses.
   *
   * @param inflations by how much dependence inflates the variance of the first and the second mean
   */
  static MetricDifference of(
      MetricName name, double[] first, double[] second, double level, double... inflations) {
    double difference = MeanInterval.mean(first) - MeanInterval.mean(second);
    if (first.length < 2 || second.length < 2) {
      return new MetricDifference(
          name, difference, Interval.UNKNOWN, Double.NaN, MetricStatus.KNOWN);
    }
    double one = squaredError(first) * inflations[0];
    double other = squaredError(second) * inflations[1];
    double both = one + other;
    if (both == 0) {
      return new MetricDifference(
          name, difference, Interval.UNKNOWN, Double.NaN, MetricStatus.KNOWN);
    }
    double df =
        both
            * both
            / (one * one / Math.max(1, first.length / inflations[0] - 1)
                + other * other / Math.max(1, second.length / inflations[1] - 1));
    double distance = StudentDistribution.criticalValue(1 - level, df) * Math.sqrt(both);
    double pValue = StudentDistribution.survival(Math.abs(difference) / Math.sqrt(both), df);
    return new MetricDifference(
        name,
        difference,
        new Interval(difference - distance, difference + distance, level),
        pValue,
        MetricStatus.KNOWN);
  }

  /** Returns the squared standard error of a mean. */
  private static double squaredError(double[] values) {
    double mean = MeanInterval.mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1) / values.length;
  }
}
