package io.modelmon.monitor;

import io.modelmon.math.Interval;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.Orientation;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a segment on which the model is significantly worse than on all rows: where an
 * interval that holds for all values at once, by Bonferroni, lies beyond the figure of all rows.
 * Merely to be the last of many equals is not enough.
 *
 * <p>Judged by accuracy, of numbers by the mean absolute error, of lists by the hit rate. <br>
 * <b>Cost:</b> another evaluation of each value whose figure is worse. <br>
 * <b>Threads:</b> confined.
 */
final class WorstValues {

  /** Values of a segment that are named at most. */
  static final int MAX = 3;

  private record Candidate(int index, double badness) {}

  private final @Nullable PerformanceMetric overall;
  private final EvaluationSettings settings;
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * Begins with a segment.
   *
   * @param overall the metrics of all rows
   * @param values how many values the segment has, ≥ 1
   */
  WorstValues(List<PerformanceMetric> overall, int values, EvaluationSettings settings) {
    PerformanceMetric accuracy = find(overall, MetricName.ACCURACY);
    PerformanceMetric hits = find(overall, MetricName.HIT_RATE);
    PerformanceMetric other = hits == null ? find(overall, MetricName.MAE) : hits;
    PerformanceMetric known = accuracy == null ? other : accuracy;
    this.overall = values > 1 ? known : null;
    this.settings = settings.withLevel(1 - (1 - settings.level()) / values);
  }

  /** Returns the metric that decides, or null where nothing is compared. */
  @Nullable MetricName metric() {
    return overall == null ? null : overall.name();
  }

  /** Looks at the next value. */
  void add(int index, Outcomes rows, List<PerformanceMetric> metrics) {
    PerformanceMetric all = overall;
    if (all == null) {
      return;
    }
    PerformanceMetric own = find(metrics, all.name());
    if (own == null || badness(own) <= badness(all)) {
      return;
    }
    PerformanceMetric wide =
        find(io.modelmon.performance.Evaluation.evaluateInOrder(rows, settings), all.name());
    if (wide != null && beyond(wide.interval(), all)) {
      candidates.add(new Candidate(index, badness(own)));
    }
  }

  /** Returns the indices of the values that are named. */
  List<Integer> worst() {
    return candidates.stream()
        .sorted(Comparator.comparingDouble(Candidate::badness).reversed())
        .limit(MAX)
        .map(Candidate::index)
        .toList();
  }

  private static boolean beyond(Interval interval, PerformanceMetric all) {
    return all.name().orientation() == Orientation.LARGER_IS_BETTER
        ? interval.upper() < all.value()
        : interval.lower() > all.value();
  }

  private static double badness(PerformanceMetric metric) {
    return metric.name().orientation() == Orientation.LARGER_IS_BETTER
        ? -metric.value()
        : metric.value();
  }

  private static @Nullable PerformanceMetric find(
      List<PerformanceMetric> metrics, MetricName name) {
    for (PerformanceMetric metric : metrics) {
      if (metric.name() == name && metric.known()) {
        return metric;
      }
    }
    return null;
  }
}
