package io.modelmon.agent.value;

import io.modelmon.capture.CallProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of value a row is, in words: its type and how many values or which names it has, and
 * none of its values.
 *
 * <p><b>Cost:</b> reflection and allocation; for what is said once. <b>Threads:</b> stateless.
 */
public final class RowText {

  private static final int MAX_KEYS = 1000;

  private RowText() {}

  /** Returns for instance "a double[] with 3 values". */
  public static String of(@Nullable Object row) {
    if (row == null) {
      return "null";
    }
    String type = row.getClass().getTypeName();
    try {
      return "a " + type + detail(row);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return "a " + type;
    }
  }

  /** Returns for instance "a java.util.HashMap", where the very names would tell too much. */
  public static String kind(Object value) {
    return "a " + value.getClass().getTypeName() + (value instanceof Map ? "" : count(value));
  }

  private static String count(Object value) {
    try {
      int length = Positions.length(value);
      return length < 0 ? "" : " with " + length + " value(s)";
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return "";
    }
  }

  private static String detail(Object row) {
    if (row instanceof Map<?, ?> map) {
      List<String> keys = new ArrayList<>();
      for (Object key : map.keySet()) {
        String name = Cells.name(key);
        if (name != null && keys.size() < MAX_KEYS) {
          keys.add(name);
        }
      }
      return " with the keys " + CallProblems.listed(keys);
    }
    if (ValueKind.of(row) == ValueKind.BEAN) {
      return " with the properties "
          + CallProblems.listed(BeanProperties.of(row.getClass()).keySet());
    }
    return count(row);
  }
}
