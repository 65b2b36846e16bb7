package io.modelmon.monitor;

import io.modelmon.performance.PerformanceMetric;
import java.util.List;

/**
 * How good the predictions of one window were, by the labels that had come when it was evaluated.
 *
 * @param window the window's number, as in {@link WindowSnapshot#number()}; 0 for predictions that
 *     another process made
 * @param startEpochNanos start of the window, nanoseconds since 1970
 * @param endEpochNanos end of the window, nanoseconds since 1970
 * @param evaluatedEpochNanos when it was evaluated last
 * @param labels labels that had come
 * @param predictions predictions of the window with an id
 * @param metrics the metrics of all rows
 * @param segments the metrics of the values of segments
 */
public record PerformanceSnapshot(
    long window,
    long startEpochNanos,
    long endEpochNanos,
    long evaluatedEpochNanos,
    long labels,
    long predictions,
    List<PerformanceMetric> metrics,
    List<Segment> segments) {

  /** Copies the lists. */
  public PerformanceSnapshot {
    metrics = List.copyOf(metrics);
    segments = List.copyOf(segments);
  }

  /** Returns the share of the predictions that have a label, in [0, 1]; NaN without predictions. */
  public double coverage() {
    return predictions == 0 ? Double.NaN : Math.min(1, (double) labels / predictions);
  }

  /**
   * The rows that have one value of one segment.
   *
   * @param name the segment
   * @param value its value
   * @param metrics their metrics
   */
  public record Segment(String name, String value, List<PerformanceMetric> metrics) {

    /** Copies the list. */
    public Segment {
      metrics = List.copyOf(metrics);
    }
  }
}
