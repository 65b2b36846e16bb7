package io.modelmon.monitor;

import io.modelmon.performance.PerformanceMetric;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known at the close of a window and stands in no number of it.
 *
 * @param outputs names of the columns that are outputs
 * @param changes words about the columns that moved, by name
 * @param performance the newest window that was evaluated with labels, or null
 * @param rows what a comparison of whole rows says, or null
 * @param trained the metrics of training; empty when unknown
 */
record WindowContext(
    Set<String> outputs,
    Map<String, String> changes,
    @Nullable PerformanceSnapshot performance,
    @Nullable FeatureDrift rows,
    List<PerformanceMetric> trained) {

  static final WindowContext NONE = new WindowContext(Set.of(), Map.of(), null, null, List.of());

  /**
   * Reads the columns before their window is emptied.
   *
   * @param firstOutput index of the first output
   */
  static WindowContext of(List<ColumnMonitor> columns, int firstOutput, WindowSnapshot window) {
    Set<String> moved = new HashSet<>();
    for (FeatureDrift drift : window.drift()) {
      if (drift.flagged() || drift.drifted()) {
        moved.add(drift.feature());
      }
    }
    Set<String> outputs = new HashSet<>();
    Map<String, String> changes = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).column().name();
      if (i >= firstOutput) {
        outputs.add(name);
      }
      if (moved.contains(name)) {
        changes.put(name, ColumnChange.words(columns.get(i)));
      }
    }
    return new WindowContext(outputs, changes, null, null, List.of());
  }

  /**
   * Returns this with what else the statistics say.
   *
   * @param whole what a comparison of whole rows says, or null
   * @param estimate what holds the metrics of training, or null
   */
  WindowContext with(@Nullable FeatureDrift whole, @Nullable EstimateSnapshot estimate) {
    List<PerformanceMetric> known = estimate == null ? List.of() : estimate.trained();
    return new WindowContext(outputs, changes, performance, whole, known);
  }

  /** Returns this with the newest performance. */
  WindowContext judgedBy(@Nullable PerformanceSnapshot judged) {
    return new WindowContext(outputs, changes, judged, rows, trained);
  }
}
