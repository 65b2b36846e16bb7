package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * How a metric differs between two models, versions or groups of rows.
 *
 * @param name which metric
 * @param difference first − second; NaN unless {@code status} is KNOWN, then finite
 * @param interval where the true difference lies; {@link Interval#UNKNOWN} where one of the two has
 *     no interval, or an end is not finite
 * @param pValue probability of a difference as large by chance if there is none; NaN where the
 *     metric has no test of its own and the interval has to do
 * @param status whether there is a difference, and why not
 */
public record MetricDifference(
    MetricName name, double difference, Interval interval, double pValue, MetricStatus status) {

  /** Returns whether the interval excludes a difference of zero; false when it is unknown. */
  public boolean significant() {
    return interval.lower() > 0 || interval.upper() < 0;
  }

  static MetricDifference known(
      MetricName name, double difference, Interval interval, double pValue) {
    return Double.isFinite(difference)
        ? new MetricDifference(name, difference, interval.ifFinite(), pValue, MetricStatus.KNOWN)
        : undefined(name, MetricStatus.OVERFLOW);
  }

  static MetricDifference undefined(MetricName name, MetricStatus reason) {
    return new MetricDifference(name, Double.NaN, Interval.UNKNOWN, Double.NaN, reason);
  }
}
