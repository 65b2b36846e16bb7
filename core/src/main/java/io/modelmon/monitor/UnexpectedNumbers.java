package io.modelmon.monitor;

import io.modelmon.profile.CategoricalReference;
import io.modelmon.schema.ModelId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says once per column that numbers arrive where the reference holds texts that look like numbers,
 * or truth values, and the configuration does not say that they are categories: a slip in the
 * training file has made a number a name, and drift of its size cannot be seen.
 *
 * <p><b>Cost:</b> one look at each row of such a column until it is said; nothing for others. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class UnexpectedNumbers {

  private final ModelId id;
  private final Consumer<String> log;
  private final Map<Integer, ColumnMonitor> awaited = new HashMap<>();

  UnexpectedNumbers(ModelId id, Consumer<String> log) {
    this.id = id;
    this.log = log;
  }

  /** Watches a column whose type the configuration leaves open. */
  void watch(int index, ColumnMonitor column) {
    if (column.reference() instanceof CategoricalReference reference
        && (reference.looksNumeric() || reference.ofTruthValues())) {
      awaited.put(index, column);
    }
  }

  /** Looks at rows before they are counted. */
  void look(RowBlock block) {
    if (!awaited.isEmpty()) {
      for (int index : List.copyOf(awaited.keySet())) {
        if (anyNumber(block, index)) {
          ColumnMonitor column = awaited.remove(index);
          if (column != null) {
            say(column);
          }
        }
      }
    }
  }

  private static boolean anyNumber(RowBlock block, int index) {
    double[] numbers = block.numbers(index);
    for (int row = 0; row < block.rows(); row++) {
      if (Double.isFinite(numbers[row])) {
        return true;
      }
    }
    return false;
  }

  private void say(ColumnMonitor column) {
    String name = column.column().name();
    boolean truth =
        column.reference() instanceof CategoricalReference reference && reference.ofTruthValues();
    log.accept(
        "model %s: numbers arrive for '%s', which the reference holds as categories that %s; they are compared as names. Write '%s: numeric' under features.types and build the profile again%s, or '%s: categorical' to keep it so"
            .formatted(
                id,
                name,
                truth ? "are true and false" : "look like numbers",
                name,
                truth ? "" : " from a clean file",
                name));
  }
}
