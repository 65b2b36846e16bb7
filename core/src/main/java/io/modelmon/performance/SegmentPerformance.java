package io.modelmon.performance;

import java.util.List;

/**
 * How the model does on the rows of one segment.
 *
 * @param segment its name
 * @param rows number of rows
 * @param metrics one per metric of the task; their intervals are each at the level of the settings
 */
public record SegmentPerformance(String segment, int rows, List<PerformanceMetric> metrics) {

  /** Copies the metrics. */
  public SegmentPerformance {
    metrics = List.copyOf(metrics);
  }
}
