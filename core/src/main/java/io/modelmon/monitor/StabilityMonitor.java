package io.modelmon.monitor;

import io.modelmon.drift.Counts;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.drift.PopulationStabilityIndex;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.ReferenceColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of each window compared with those of the window before, on the cells of their reference:
 * a model that is stable in itself, whether or not it is where the reference was.
 *
 * <p><b>Cost:</b> a copy of some 20 counts, of categories one per category, and a comparison per
 * output and window. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class StabilityMonitor {

  /** The counts of a window, and the reference whose cells they are in. */
  private record Before(ReferenceColumn reference, Counts counts) {}

  private final Map<String, Before> before = new HashMap<>();
  private List<PredictionStability> latest = List.of();

  /** Compares the outputs of a window that closes; needs their counts. */
  void close(List<ColumnMonitor> outputs) {
    List<PredictionStability> found = new ArrayList<>();
    for (ColumnMonitor output : outputs) {
      ReferenceColumn reference = output.reference();
      Counts counts = counts(output.window());
      String name = output.column().name();
      if (reference == null || counts == null || counts.n() == 0) {
        continue;
      }
      Before last = before.put(name, new Before(reference, counts));
      if (last != null && last.reference == reference) {
        Measure psi = PopulationStabilityIndex.compare(last.counts, counts);
        if (psi.status() == DriftStatus.OK) {
          found.add(new PredictionStability(name, psi));
        }
      }
    }
    latest = found;
  }

  private static @Nullable Counts counts(ColumnCounts window) {
    if (window instanceof NumericCounts numeric) {
      long[] grouped = numeric.reference().groups().sum(numeric.counts().cells());
      return new Counts(grouped, numeric.n(), numeric.effectiveN());
    }
    if (window instanceof CategoricalCounts categorical) {
      long[] cells = categorical.counts().cells().clone();
      return new Counts(cells, categorical.n(), categorical.effectiveN());
    }
    return null;
  }

  /** Returns what the newest closed window says. */
  List<PredictionStability> latest() {
    return latest;
  }
}
