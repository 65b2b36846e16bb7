package io.modelmon.agent.extract;

import io.modelmon.agent.value.Cells;
import io.modelmon.agent.value.EntryReader;
import io.modelmon.agent.value.Positions;
import io.modelmon.capture.CaptureBuffer;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One output: a single column, or one column per class.
 *
 * <p>A batch needs as many outputs as it has rows, by position. A single row may come back as a
 * batch of one. Where one column is wanted and the model returns one value per class, the positive
 * class is picked.
 *
 * <p><b>Cost:</b> no allocation for arrays of numbers. <b>Threads:</b> safe.
 */
final class Output {

  private final int firstColumn;
  private final String[] classes;
  private final @Nullable RankedOutput ranked;
  private final @Nullable String pickedKey;
  private final int pickedIndex;
  private final EntryReader entries;

  /**
   * Creates an output.
   *
   * @param firstColumn the first column
   * @param classes class names, one per column; empty for a single column
   * @param pickedKey the class whose probability is the single column, or null
   * @param pickedIndex its position, or -1 where only the number of values can tell
   * @param entries reads maps
   */
  Output(
      int firstColumn,
      String[] classes,
      @Nullable String pickedKey,
      int pickedIndex,
      EntryReader entries) {
    this(firstColumn, classes, pickedKey, pickedIndex, entries, null);
  }

  private Output(
      int firstColumn,
      String[] classes,
      @Nullable String pickedKey,
      int pickedIndex,
      EntryReader entries,
      @Nullable RankedOutput ranked) {
    this.ranked = ranked;
    this.firstColumn = firstColumn;
    this.classes = classes;
    this.pickedKey = pickedKey;
    this.pickedIndex = pickedIndex;
    this.entries = entries;
  }

  /** Returns the output that is a list of items, the best first, one column per place. */
  static Output ranked(int firstColumn, String[] places, EntryReader entries) {
    return new Output(
        firstColumn, places, null, -1, entries, new RankedOutput(firstColumn, places.length));
  }

  /** Returns the first column. */
  int firstColumn() {
    return firstColumn;
  }

  /** Returns whether this is a single column. */
  boolean isSingle() {
    return classes.length == 0;
  }

  /** Writes the output of each row that is held. */
  void write(Call call, CaptureBuffer buffer, Object value) {
    if (!call.batch) {
      writeRow(buffer, call.lead, value);
      return;
    }
    int length = Positions.length(value);
    if (length != call.rows) {
      invalidate(call, buffer);
      return;
    }
    boolean numbers = isSingle() && Positions.isNumbers(value);
    Iterator<?> sequence = Positions.sequence(value);
    int position = 0;
    int held = buffer.capturedRows(call.lead);
    int slot = call.lead;
    for (int row = 0; row < held; row++) {
      int source = call.sourceRow(buffer, row);
      if (numbers) {
        buffer.number(slot, firstColumn, Positions.number(value, source));
      } else {
        Object element = null;
        if (sequence == null) {
          element = element(value, source);
        } else {
          for (; position <= source; position++) {
            element = sequence.next();
          }
        }
        if (element != null) {
          writeRow(buffer, slot, element);
        }
      }
      slot = buffer.next(slot);
    }
  }

  private static @Nullable Object element(Object value, int index) {
    return value instanceof Buffer values
        ? (Object) bufferNumber(values, index)
        : Positions.element(value, index);
  }

  /** Writes the items of each row that is held in the order of their scores. */
  void writeRanked(Call call, CaptureBuffer buffer, Object items, Object scores) {
    boolean fits =
        !call.batch
            || (Positions.length(items) == call.rows && Positions.length(scores) == call.rows);
    boolean walked = fits && call.batch;
    Iterator<?> lists = walked ? Positions.sequence(items) : null;
    Iterator<?> orders = walked ? Positions.sequence(scores) : null;
    Object list = walked || !fits ? null : items;
    Object order = walked || !fits ? null : scores;
    int held = buffer.capturedRows(call.lead);
    int slot = call.lead;
    int position = 0;
    for (int row = 0; row < held; row++) {
      int source = call.sourceRow(buffer, row);
      for (; walked && position <= source; position++) {
        list = lists == null ? null : lists.next();
        order = orders == null ? null : orders.next();
      }
      if (walked) {
        list = lists == null ? Positions.element(items, source) : list;
        order = orders == null ? Positions.element(scores, source) : order;
      }
      boolean missing = fits && (list == null || order == null);
      boolean written =
          ranked != null
              && list != null
              && order != null
              && ranked.write(buffer, slot, list, order);
      if (!written && !missing) {
        invalidateRow(buffer, slot);
      }
      slot = buffer.next(slot);
    }
  }

  /** Marks the output of each held row as of a wrong type. */
  void invalidate(Call call, CaptureBuffer buffer) {
    int held = buffer.capturedRows(call.lead);
    int slot = call.lead;
    for (int row = 0; row < held; row++) {
      invalidateRow(buffer, slot);
      slot = buffer.next(slot);
    }
  }

  private void writeRow(CaptureBuffer buffer, int slot, Object value) {
    try {
      Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (plain == null) {
        return;
      }
      Object row = plain;
      if (Positions.batchRows(plain) == 1) {
        row = Positions.element(plain, 0);
      }
      boolean written =
          row != null
              && (isSingle() ? writeSingle(buffer, slot, row) : writeClasses(buffer, slot, row));
      if (!written) {
        invalidateRow(buffer, slot);
      }
    } catch (Throwable e) {
      invalidateRow(buffer, slot);
    }
  }

  private void invalidateRow(CaptureBuffer buffer, int slot) {
    for (int i = 0; i < Math.max(1, classes.length); i++) {
      Cells.invalid(buffer, slot, firstColumn + i);
    }
  }

  private boolean writeSingle(CaptureBuffer buffer, int slot, Object row) {
    if (row instanceof Map<?, ?> map) {
      if (pickedKey == null) {
        return false;
      }
      Object picked = entries.get(map, pickedKey);
      Cells.write(buffer, slot, firstColumn, picked == null ? byName(map, pickedKey) : picked);
      return true;
    }
    int length = Positions.length(row);
    if (length < 0) {
      Cells.write(buffer, slot, firstColumn, row);
      return true;
    }
    // One value is the output itself; of two, the second is the positive class by convention.
    int index = length == 1 ? 0 : pickedIndex >= 0 ? pickedIndex : length == 2 ? 1 : -1;
    return index >= 0 && index < length && writeElement(buffer, slot, firstColumn, row, index);
  }

  private boolean writeClasses(CaptureBuffer buffer, int slot, Object row) {
    if (ranked != null) {
      return ranked.write(buffer, slot, row);
    }
    if (row instanceof Map<?, ?> map) {
      for (int i = 0; i < classes.length; i++) {
        Object value = entries.get(map, classes[i]);
        Object found = value == null ? byName(map, classes[i]) : value;
        Cells.write(buffer, slot, firstColumn + i, found);
      }
      return true;
    }
    if (Positions.length(row) != classes.length) {
      return false;
    }
    for (int i = 0; i < classes.length; i++) {
      writeElement(buffer, slot, firstColumn + i, row, i);
    }
    return true;
  }

  private static boolean writeElement(
      CaptureBuffer buffer, int slot, int column, Object row, int index) {
    if (Positions.isNumbers(row)) {
      buffer.number(slot, column, Positions.number(row, index));
    } else if (row instanceof Buffer source) {
      buffer.number(slot, column, bufferNumber(source, index));
    } else if (row instanceof Object[] || row instanceof Collection<?>) {
      Cells.write(buffer, slot, column, Positions.element(row, index));
    } else {
      return false;
    }
    return true;
  }

  private static double bufferNumber(Buffer source, int index) {
    return source instanceof FloatBuffer floats
        ? floats.get(floats.position() + index)
        : ((DoubleBuffer) source).get(source.position() + index);
  }

  /** Finds the value of a key that is no string, such as an enum constant. */
  private static @Nullable Object byName(Map<?, ?> map, String name) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof String) {
        return null;
      }
      if (name.equals(Cells.name(entry.getKey()))) {
        return entry.getValue();
      }
    }
    return null;
  }
}
