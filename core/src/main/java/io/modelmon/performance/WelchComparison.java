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
    double mean = MeanInterval.mean(first);
    double other = MeanInterval.mean(second);
    double difference = mean - other;
    // Errors are measured in the unit of the largest, so that no square leaves the range.
    int unit = Math.max(MeanInterval.exponent(first, mean), MeanInterval.exponent(second, other));
    double own = squaredError(first, mean, unit) * inflations[0];
    double both = own + squaredError(second, other, unit) * inflations[1];
    if (!(both > 0 && both < Double.POSITIVE_INFINITY)) {
      return MetricDifference.known(name, difference, Interval.UNKNOWN, Double.NaN);
    }
    double share = own / both;
    double df =
        1
            / (share * share / Math.max(1, first.length / inflations[0] - 1)
                + (1 - share) * (1 - share) / Math.max(1, second.length / inflations[1] - 1));
    double error = Math.sqrt(both);
    double distance = Math.scalb(StudentDistribution.criticalValue(1 - level, df) * error, unit);
    return MetricDifference.known(
        name,
        difference,
        new Interval(difference - distance, difference + distance, level),
        StudentDistribution.survival(Math.scalb(difference, -unit) / error, df));
  }

  /** Returns the squared standard error of a mean, NaN where one value has none. */
  private static double squaredError(double[] values, double mean, int unit) {
    double sum = 0;
    for (double value : values) {
      double difference = Math.scalb(value - mean, -unit);
      sum += difference * difference;
    }
    return sum / (values.length - 1) / values.length;
  }
}
