package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * The value of a metric on some rows.
 *
 * @param name which metric
 * @param value NaN unless {@code status} is KNOWN; then finite
 * @param interval where the value of the model lies, of which the rows are a sample; {@link
 *     Interval#UNKNOWN} unless the status is KNOWN, or where no honest interval exists (one row) or
 *     an end is not finite; it holds {@code value} but for {@link MetricName#ECE}, whose value is
 *     biased upwards
 * @param n number of rows or lists that the value is about: those with a score where one is needed
 * @param status whether there is a value, and why not
 */
public record PerformanceMetric(
    MetricName name, double value, Interval interval, int n, MetricStatus status) {

  /**
   * Returns a known value; one that is not finite is {@link MetricStatus#OVERFLOW}, and an interval
   * with such an end is left out.
   */
  public static PerformanceMetric known(MetricName name, double value, Interval interval, int n) {
    if (!Double.isFinite(value)) {
      return undefined(name, n, MetricStatus.OVERFLOW);
    }
    return new PerformanceMetric(name, value, interval.ifFinite(), n, MetricStatus.KNOWN);
  }

  /** Returns a metric without a value. */
  public static PerformanceMetric undefined(MetricName name, int n, MetricStatus reason) {
    return new PerformanceMetric(name, Double.NaN, Interval.UNKNOWN, n, reason);
  }

  /** Returns whether there is a value. */
  public boolean known() {
    return status == MetricStatus.KNOWN;
  }
}
