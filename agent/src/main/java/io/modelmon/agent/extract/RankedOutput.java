package io.modelmon.agent.extract;

import io.modelmon.agent.value.Cells;
import io.modelmon.agent.value.Positions;
import io.modelmon.capture.CaptureBuffer;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The items of one list on their way into the columns of their places, the best first.
 *
 * <p><b>Cost:</b> no allocation for lists that are in order; by scores, two small arrays and a walk
 * over all of them. <b>Threads:</b> safe.
 */
final class RankedOutput {

  private final int firstColumn;
  private final int places;

  RankedOutput(int firstColumn, int places) {
    this.firstColumn = firstColumn;
    this.places = places;
  }

  /** Writes the first items of a list; returns whether it is one. */
  boolean write(CaptureBuffer buffer, int slot, Object list) {
    int items = Math.min(places, Positions.length(list));
    Iterator<?> sequence = Positions.sequence(list);
    for (int i = 0; i < items; i++) {
      write(buffer, slot, firstColumn + i, list, i, sequence);
    }
    return items >= 0;
  }

  /**
   * Writes the items with the highest scores; of equal ones the earlier is first, and one without a
   * score is last.
   *
   * @return whether there is a score for each item
   */
  boolean write(CaptureBuffer buffer, int slot, Object list, Object scores) {
    int length = Positions.length(list);
    if (length < 0 || Positions.length(scores) != length) {
      return false;
    }
    int[] best = best(scores, length);
    Iterator<?> sequence = Positions.sequence(list);
    if (sequence == null) {
      for (int place = 0; place < best.length; place++) {
        write(buffer, slot, firstColumn + place, list, best[place], null);
      }
      return true;
    }
    for (int i = 0; i < length; i++) {
      Object item = sequence.next();
      for (int place = 0; place < best.length; place++) {
        if (best[place] == i) {
          item(buffer, slot, firstColumn + place, item);
        }
      }
    }
    return true;
  }

  /** Returns the positions of the highest scores, the highest first. */
  private int[] best(Object scores, int length) {
    int[] best = new int[Math.min(places, length)];
    double[] values = new double[best.length];
    Iterator<?> sequence = Positions.sequence(scores);
    int found = 0;
    for (int i = 0; i < length; i++) {
      double score = score(scores, i, sequence);
      int place = found;
      while (place > 0 && values[place - 1] < score) {
        place--;
      }
      if (place < best.length) {
        int moved = Math.min(found, best.length - 1) - place;
        System.arraycopy(best, place, best, place + 1, moved);
        System.arraycopy(values, place, values, place + 1, moved);
        best[place] = i;
        values[place] = score;
        found = Math.min(found + 1, best.length);
      }
    }
    return Arrays.copyOf(best, found);
  }

  private static double score(Object scores, int index, @Nullable Iterator<?> sequence) {
    double score = Double.NaN;
    if (scores instanceof Buffer numbers) {
      score = number(numbers, index);
    } else if (Positions.isNumbers(scores)) {
      score = Positions.number(scores, index);
    } else {
      Object element = sequence == null ? Positions.element(scores, index) : sequence.next();
      score = element instanceof Number number ? number.doubleValue() : Double.NaN;
    }
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static void write(
      CaptureBuffer buffer,
      int slot,
      int column,
      Object list,
      int index,
      @Nullable Iterator<?> sequence) {
    if (list instanceof Buffer numbers) {
      buffer.number(slot, column, number(numbers, index));
    } else if (list instanceof long[] numbers) {
      Cells.item(buffer, slot, column, numbers[index]);
    } else if (Positions.isNumbers(list)) {
      buffer.number(slot, column, Positions.number(list, index));
    } else {
      item(
          buffer,
          slot,
          column,
          sequence == null ? Positions.element(list, index) : sequence.next());
    }
  }

  private static void item(CaptureBuffer buffer, int slot, int column, @Nullable Object item) {
    if (item instanceof Long number) {
      Cells.item(buffer, slot, column, number);
    } else {
      Cells.write(buffer, slot, column, item);
    }
  }

  private static double number(Buffer source, int index) {
    return source instanceof FloatBuffer floats
        ? floats.get(floats.position() + index)
        : ((DoubleBuffer) source).get(source.position() + index);
  }
}
