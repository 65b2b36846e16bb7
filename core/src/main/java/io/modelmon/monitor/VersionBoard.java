package io.modelmon.monitor;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.MetricDifference;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.VersionComparison;
import io.modelmon.schema.ModelId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest evaluated window of each version, so that versions which are called at the same time
 * can be compared: a canary, or a challenger beside the champion.
 *
 * <p>Two windows are of the same time when what lies between them is no longer than the longer of
 * them.
 *
 * <p><b>Cost:</b> the rows of at most {@value #MAX_VERSIONS} windows; an evaluation per other
 * version. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class VersionBoard {

  /** Versions, of all models of an entry, that are remembered. */
  static final int MAX_VERSIONS = 8;

  private record Judged(Outcomes rows, long startEpochNanos, long endEpochNanos) {

    boolean meets(Judged other) {
      long longer =
          Math.max(endEpochNanos - startEpochNanos, other.endEpochNanos - other.startEpochNanos);
      return startEpochNanos - other.endEpochNanos <= longer
          && other.startEpochNanos - endEpochNanos <= longer;
    }
  }

  private final Map<ModelId, Judged> newest = new LinkedHashMap<>();

  /**
   * Notes the rows of a version's newest evaluated window.
   *
   * @return how it differs from the other versions of its model that are called at that time
   */
  List<PerformanceSnapshot.VersionDifference> compare(
      ModelId id,
      Outcomes rows,
      long startEpochNanos,
      long endEpochNanos,
      EvaluationSettings settings) {
    Judged own = new Judged(rows, startEpochNanos, endEpochNanos);
    newest.remove(id);
    List<PerformanceSnapshot.VersionDifference> found = new ArrayList<>();
    newest.forEach(
        (other, judged) -> {
          if (other.name().equals(id.name()) && own.meets(judged) && alike(rows, judged.rows)) {
            List<MetricDifference> differences =
                VersionComparison.compareInOrder(rows, judged.rows, settings).stream()
                    .filter(difference -> difference.status() == MetricStatus.KNOWN)
                    .toList();
            found.add(new PerformanceSnapshot.VersionDifference(other.version(), differences));
          }
        });
    newest.put(id, own);
    if (newest.size() > MAX_VERSIONS) {
      newest.remove(newest.keySet().iterator().next());
    }
    return found;
  }

  private static boolean alike(Outcomes one, Outcomes other) {
    if (one instanceof ClassificationOutcomes first
        && other instanceof ClassificationOutcomes second) {
      return first.classes() == second.classes() && first.positive() == second.positive();
    }
    return one.getClass() == other.getClass();
  }
}
