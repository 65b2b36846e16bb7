package io.modelmon.performance;

import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same metrics on each segment of the rows, and which segments are worst.
 *
 * <p><b>Input:</b> outcomes and the segment of each row; at most {@value #MAX_SEGMENTS} segments,
 * the caller folds the rest into one. <br>
 * <b>Cost:</b> that of one evaluation of all rows, twice. <br>
 * <b>Threads:</b> immutable.
 */
public final class SegmentEvaluation {

  /** The largest number of segments. */
  public static final int MAX_SEGMENTS = 1000;

  private final List<PerformanceMetric> overall;
  private final List<SegmentPerformance> segments;
  private final List<SegmentPerformance> widened;

  private SegmentEvaluation(
      List<PerformanceMetric> overall,
      List<SegmentPerformance> segments,
      List<SegmentPerformance> widened) {
    this.overall = overall;
    this.segments = segments;
    this.widened = widened;
  }

  /**
   * Evaluates segments.
   *
   * @param segmentOfRow index into {@code names} for each row; −1 for a row of no segment
   * @param names of the segments, at most {@value #MAX_SEGMENTS}
   * @throws IllegalArgumentException when lengths differ, an index is unknown or there are too many
   *     segments
   */
  public static SegmentEvaluation of(
      Outcomes outcomes, int[] segmentOfRow, List<String> names, EvaluationSettings settings) {
    if (names.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "segments must be at most " + MAX_SEGMENTS + ", were " + names.size());
    }
    int[][] rows = Groups.rows(segmentOfRow, outcomes.size(), names.size());
    int inhabited = 0;
    for (int[] some : rows) {
      inhabited += some.length > 0 ? 1 : 0;
    }
    double level = 1 - (1 - settings.level()) / Math.max(1, inhabited);
    List<SegmentPerformance> segments = new ArrayList<>();
    List<SegmentPerformance> widened = new ArrayList<>();
    for (int segment = 0; segment < rows.length; segment++) {
      Outcomes some = outcomes.subset(rows[segment]);
      String name = names.get(segment);
      segments.add(new SegmentPerformance(name, some.size(), Evaluation.evaluate(some, settings)));
      widened.add(
          new SegmentPerformance(
              name, some.size(), Evaluation.evaluate(some, settings.withLevel(level))));
    }
    return new SegmentEvaluation(
        Evaluation.evaluate(outcomes, settings), List.copyOf(segments), List.copyOf(widened));
  }

  /** Returns the metrics of all rows, those of no segment included. */
  public List<PerformanceMetric> overall() {
    return overall;
  }

  /** Returns the metrics of each segment, in the order of the names. */
  public List<SegmentPerformance> segments() {
    return segments;
  }

  /**
   * Returns the segments on which a metric is worse than on all rows, worst first.
   *
   * @param limit how many at most
   * @return segments where the metric is known, those that are significantly worse before others;
   *     empty when the metric is unknown overall
   */
  public List<WorstSegment> worst(MetricName name, int limit) {
    PerformanceMetric all = find(overall, name);
    if (all == null || !all.known()) {
      return List.of();
    }
    List<WorstSegment> worst = new ArrayList<>();
    for (int segment = 0; segment < segments.size(); segment++) {
      PerformanceMetric metric = find(segments.get(segment).metrics(), name);
      PerformanceMetric wide = find(widened.get(segment).metrics(), name);
      if (metric != null
          && wide != null
          && metric.known()
          && badness(name, metric.value()) > badness(name, all.value())) {
        worst.add(
            new WorstSegment(
                segments.get(segment).segment(),
                metric,
                wide.interval(),
                all.value(),
                beyond(name, wide.interval(), all.value())));
      }
    }
    worst.sort(
        Comparator.comparing(WorstSegment::significant)
            .thenComparingDouble(one -> badness(name, one.metric().value()))
            .reversed());
    return List.copyOf(worst.subList(0, Math.min(limit, worst.size())));
  }

  private static @Nullable PerformanceMetric find(
      List<PerformanceMetric> metrics, MetricName name) {
    for (PerformanceMetric metric : metrics) {
      if (metric.name() == name) {
        return metric;
      }
    }
    return null;
  }

  private static double badness(MetricName name, double value) {
    return switch (name.orientation()) {
      case LARGER_IS_BETTER -> -value;
      case SMALLER_IS_BETTER -> value;
      case ZERO_IS_BEST -> Math.abs(value);
    };
  }

  private static boolean beyond(MetricName name, Interval interval, double overall) {
    return switch (name.orientation()) {
      case LARGER_IS_BETTER -> interval.upper() < overall;
      case SMALLER_IS_BETTER -> interval.lower() > overall;
      case ZERO_IS_BEST ->
          interval.lower() > Math.abs(overall) || interval.upper() < -Math.abs(overall);
    };
  }
}
