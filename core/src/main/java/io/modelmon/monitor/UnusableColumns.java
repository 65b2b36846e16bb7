package io.modelmon.monitor;

import io.modelmon.capture.CallProblems;
import io.modelmon.config.Expression;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.InvalidReason;
import io.modelmon.schema.FeatureType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says of which columns next to nothing can be used, since nearly all values of a window are of a
 * wrong type: a few lines in the life of a model, each about columns that none before has named.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class UnusableColumns {

  private static final double NEARLY_ALL = 0.9;
  private static final long FEWEST = 20;
  private static final int MAX_LINES = 3;

  private final ModelConfig config;
  private final Consumer<String> log;
  private final Set<String> named = new HashSet<>();
  private int lines;

  UnusableColumns(ModelConfig config, Consumer<String> log) {
    this.config = config;
    this.log = log;
  }

  /** Looks at the open windows of columns, features first. */
  void about(List<ColumnMonitor> columns, int firstOutput) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < columns.size() && lines < MAX_LINES; i++) {
      ColumnMonitor column = columns.get(i);
      ColumnCounts counts = column.window();
      long wrong =
          counts.invalid(InvalidReason.WRONG_TYPE) + counts.invalid(InvalidReason.UNPARSABLE);
      long values = counts.rows() - counts.missing();
      String name = column.column().name();
      if (values >= FEWEST && wrong >= NEARLY_ALL * values && named.add(name)) {
        found.add(words(column, name, i >= firstOutput, wrong, values));
      }
    }
    if (!found.isEmpty()) {
      lines++;
      log.accept(
          "nearly all values of a window are of a wrong type: "
              + CallProblems.listed(found)
              + "; correct the expression, or say what they are with features: { types: … }");
    }
  }

  private String words(ColumnMonitor column, String name, boolean output, long wrong, long values) {
    FeatureType type = column.type();
    Expression from = output ? source(config.prediction()) : config.features().fields().get(name);
    return name
        + (from == null ? " (" : " ('" + from + "', ")
        + (type == null ? "" : type == FeatureType.NUMERIC ? "taken as numbers, " : "as names, ")
        + wrong
        + " of "
        + values
        + ")";
  }

  private static @Nullable Expression source(PredictionConfig prediction) {
    return prediction.score() == null ? prediction.from() : prediction.score();
  }
}
