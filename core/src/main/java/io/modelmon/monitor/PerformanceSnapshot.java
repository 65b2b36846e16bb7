package io.modelmon.monitor;

import io.modelmon.performance.FairnessMetric;
import io.modelmon.performance.MetricDifference;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.PerformanceMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param estimated what was to be expected of the same rows without their labels; empty without
 *     estimates
 * @param fairness how unequally the values of each segment are treated; of two classes only
 * @param comparisons how it differs from other live versions
 */
public record PerformanceSnapshot(
    long window,
    long startEpochNanos,
    long endEpochNanos,
    long evaluatedEpochNanos,
    long labels,
    long predictions,
    List<PerformanceMetric> metrics,
    List<Segment> segments,
    List<PerformanceMetric> estimated,
    List<SegmentFairness> fairness,
    List<VersionDifference> comparisons) {

  /** Copies the lists. */
  public PerformanceSnapshot {
    metrics = List.copyOf(metrics);
    segments = List.copyOf(segments);
    estimated = List.copyOf(estimated);
    fairness = List.copyOf(fairness);
    comparisons = List.copyOf(comparisons);
  }

  /** Creates a snapshot of nothing but performance. */
  public PerformanceSnapshot(
      long window,
      long startEpochNanos,
      long endEpochNanos,
      long evaluatedEpochNanos,
      long labels,
      long predictions,
      List<PerformanceMetric> metrics,
      List<Segment> segments) {
    this(
        window,
        startEpochNanos,
        endEpochNanos,
        evaluatedEpochNanos,
        labels,
        predictions,
        metrics,
        segments,
        List.of(),
        List.of(),
        List.of());
  }

  /** Returns this performance with what it is compared with. */
  PerformanceSnapshot with(
      List<PerformanceMetric> expected,
      List<SegmentFairness> unequal,
      List<VersionDifference> others) {
    return new PerformanceSnapshot(
        window,
        startEpochNanos,
        endEpochNanos,
        evaluatedEpochNanos,
        labels,
        predictions,
        metrics,
        segments,
        expected,
        unequal,
        others);
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
   * @param worseBy the metric by which the value is one of the few on which the model is
   *     significantly worse than on all rows, or null
   */
  public record Segment(
      String name, String value, List<PerformanceMetric> metrics, @Nullable MetricName worseBy) {

    /** Copies the list. */
    public Segment {
      metrics = List.copyOf(metrics);
    }

    /** Creates a value on which the model is not known to be worse. */
    public Segment(String name, String value, List<PerformanceMetric> metrics) {
      this(name, value, metrics, null);
    }
  }

  /**
   * How unequally the values of a segment are treated.
   *
   * @param segment the segment
   * @param metrics the measures that have a value
   */
  public record SegmentFairness(String segment, List<FairnessMetric> metrics) {

    /** Copies the list. */
    public SegmentFairness {
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * How this version differs from another one that is called at the same time.
   *
   * @param other the other version
   * @param differences this version less the other, of the metrics that both have
   */
  public record VersionDifference(String other, List<MetricDifference> differences) {

    /** Copies the list. */
    public VersionDifference {
      differences = List.copyOf(differences);
    }
  }
}
