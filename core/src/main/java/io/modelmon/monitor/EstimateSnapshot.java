package io.modelmon.monitor;

import io.modelmon.performance.PerformanceMetric;
import java.util.List;

/**
 * What the performance of the newest closed window is without labels.
 *
 * @param window the window's number, as in {@link WindowSnapshot#number()}
 * @param startEpochNanos start of the window, nanoseconds since 1970
 * @param endEpochNanos end of the window, nanoseconds since 1970
 * @param reliable whether nothing speaks against it: neither an output nor half of the features
 *     have drifted
 * @param metrics estimated metrics, intervals of the figure that labels will realise; empty where
 *     the window held too few predictions
 * @param trained the metrics on the rows of the reference
 */
public record EstimateSnapshot(
    long window,
    long startEpochNanos,
    long endEpochNanos,
    boolean reliable,
    List<PerformanceMetric> metrics,
    List<PerformanceMetric> trained) {

  /** Copies the lists. */
  public EstimateSnapshot {
    metrics = List.copyOf(metrics);
    trained = List.copyOf(trained);
  }
}
