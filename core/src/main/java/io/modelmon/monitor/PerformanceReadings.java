package io.modelmon.monitor;

import io.modelmon.alert.indicator.Reading;
import io.modelmon.math.Interval;
import io.modelmon.performance.PerformanceMetric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The quality of predictions as rules see it.
 *
 * @param realised the window that was evaluated with labels since the last close, its intervals at
 *     the level that alerts need; null when none was
 * @param revised whether that window was judged before, by fewer labels
 * @param covered the share of predictions with a label, of windows that have waited for them
 * @param estimate the newest estimate without labels, its intervals at 95 %, or null
 * @param window the number of the window that was just closed
 */
record PerformanceReadings(
    @Nullable PerformanceSnapshot realised,
    boolean revised,
    Reading covered,
    @Nullable EstimateSnapshot estimate,
    long window) {

  private static final double LEVEL = 0.99;

  /** Half the width of a normal 99 % interval in that of a 95 % one. */
  private static final double WIDER = 2.5758 / 1.96;

  /**
   * Returns a metric against labels.
   *
   * @param segment one segment with its value, or nothing for all rows
   */
  Reading realised(String name, Map<String, String> segment) {
    PerformanceSnapshot known = realised;
    if (known == null) {
      return Reading.UNKNOWN;
    }
    if (segment.isEmpty()) {
      return of(metric(known.metrics(), name));
    }
    for (PerformanceSnapshot.Segment part : known.segments()) {
      if (part.value().equals(segment.get(part.name()))) {
        return of(metric(part.metrics(), name));
      }
    }
    return Reading.UNKNOWN;
  }

  /** Returns the estimate of a metric; one that something speaks against is no estimate. */
  Reading estimated(String name) {
    EstimateSnapshot known = estimate;
    if (known == null || !known.reliable() || known.window() != window) {
      return Reading.UNKNOWN;
    }
    PerformanceMetric metric = metric(known.metrics(), name);
    if (metric == null || !metric.interval().known()) {
      return of(metric);
    }
    double value = metric.value();
    Interval narrow = metric.interval();
    Interval wide =
        new Interval(
            value - WIDER * (value - narrow.lower()),
            value + WIDER * (narrow.upper() - value),
            LEVEL);
    return new Reading(value, metric.n(), wide);
  }

  /** Returns what a metric was on the rows of the reference. */
  Reading trained(String name) {
    return estimate == null ? Reading.UNKNOWN : of(metric(estimate.trained(), name));
  }

  private static Reading of(@Nullable PerformanceMetric metric) {
    return metric == null
        ? Reading.UNKNOWN
        : new Reading(metric.value(), metric.n(), metric.interval());
  }

  private static @Nullable PerformanceMetric metric(List<PerformanceMetric> metrics, String name) {
    for (PerformanceMetric metric : metrics) {
      if (metric.known() && metric.name().id().equals(name)) {
        return metric;
      }
    }
    return null;
  }
}
