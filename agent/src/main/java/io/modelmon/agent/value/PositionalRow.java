package io.modelmon.agent.value;

import io.modelmon.capture.CaptureBuffer;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A row whose columns are positions: an array, a collection or an NIO buffer, whose position stays
 * where it is.
 *
 * <p><b>Cost:</b> one block copy for a {@code double[]} of which all columns are watched, else one
 * store per value; no allocation for arrays and random-access lists of numbers.
 */
final class PositionalRow extends RowPlan {

  private final int[] columns;
  private final int blockColumn;
  private final FailureCount failures;

  /**
   * Creates a plan.
   *
   * @param columns the column of each position, -1 where it is left out
   */
  PositionalRow(int[] columns) {
    this.columns = columns;
    this.failures = new FailureCount(columns.length);
    boolean block = columns.length > 0;
    for (int i = 0; i < columns.length; i++) {
      block &= columns[i] == columns[0] + i && columns[0] >= 0;
    }
    this.blockColumn = block ? columns[0] : -1;
  }

  @Override
  public boolean write(Object row, CaptureBuffer buffer, int slot) {
    if (row instanceof double[] array) {
      return writeDoubles(array, buffer, slot);
    }
    if (row instanceof float[] array) {
      return writeFloats(array, buffer, slot);
    }
    if (row instanceof Object[] array) {
      return writeObjects(array, buffer, slot);
    }
    if (row instanceof Collection<?> collection) {
      return writeCollection(collection, buffer, slot);
    }
    return row instanceof Buffer source
        ? writeBuffer(source, buffer, slot)
        : writeRare(row, buffer, slot);
  }

  @Override
  public int leadingColumns() {
    return blockColumn == 0 ? columns.length : -1;
  }

  @Override
  public void invalidate(CaptureBuffer buffer, int slot) {
    for (int column : columns) {
      if (column >= 0) {
        Cells.invalid(buffer, slot, column);
      }
    }
  }

  private boolean writeDoubles(double[] array, CaptureBuffer buffer, int slot) {
    if (array.length != columns.length) {
      return false;
    }
    if (blockColumn >= 0) {
      buffer.numbers(slot, blockColumn, array, 0, array.length);
      return true;
    }
    for (int i = 0; i < columns.length; i++) {
      number(buffer, slot, i, array[i]);
    }
    return true;
  }

  private boolean writeFloats(float[] array, CaptureBuffer buffer, int slot) {
    if (array.length != columns.length) {
      return false;
    }
    for (int i = 0; i < columns.length; i++) {
      number(buffer, slot, i, array[i]);
    }
    return true;
  }

  private boolean writeObjects(@Nullable Object[] array, CaptureBuffer buffer, int slot) {
    if (array.length != columns.length) {
      return false;
    }
    for (int i = 0; i < columns.length; i++) {
      cell(buffer, slot, i, array[i]);
    }
    return true;
  }

  private boolean writeCollection(Collection<?> collection, CaptureBuffer buffer, int slot) {
    if (collection.size() != columns.length) {
      return false;
    }
    if (collection instanceof List<?> list && list instanceof RandomAccess) {
      for (int i = 0; i < columns.length; i++) {
        cell(buffer, slot, i, list.get(i));
      }
      return true;
    }
    Iterator<?> values = collection.iterator();
    for (int i = 0; i < columns.length; i++) {
      cell(buffer, slot, i, values.next());
    }
    return true;
  }

  private boolean writeRare(Object row, CaptureBuffer buffer, int slot) {
    int length = Positions.length(row);
    if (length != columns.length) {
      return false;
    }
    if (row instanceof boolean[] array) {
      for (int i = 0; i < length; i++) {
        if (columns[i] >= 0) {
          Cells.truth(buffer, slot, columns[i], array[i]);
        }
      }
    } else if (row instanceof char[] array) {
      for (int i = 0; i < length; i++) {
        if (columns[i] >= 0) {
          Cells.character(buffer, slot, columns[i], array[i]);
        }
      }
    } else {
      for (int i = 0; i < length; i++) {
        number(buffer, slot, i, Positions.number(row, i));
      }
    }
    return true;
  }

  private boolean writeBuffer(Buffer source, CaptureBuffer buffer, int slot) {
    if (source.remaining() != columns.length) {
      return false;
    }
    int from = source.position();
    for (int i = 0; i < columns.length; i++) {
      number(buffer, slot, i, bufferNumber(source, from + i));
    }
    return true;
  }

  private static double bufferNumber(Buffer source, int index) {
    if (source instanceof FloatBuffer floats) {
      return floats.get(index);
    }
    if (source instanceof DoubleBuffer doubles) {
      return doubles.get(index);
    }
    if (source instanceof IntBuffer ints) {
      return ints.get(index);
    }
    if (source instanceof LongBuffer longs) {
      return longs.get(index);
    }
    if (source instanceof ShortBuffer shorts) {
      return shorts.get(index);
    }
    if (source instanceof ByteBuffer bytes) {
      return bytes.get(index);
    }
    return ((CharBuffer) source).get(index);
  }

  private void number(CaptureBuffer buffer, int slot, int position, double value) {
    int column = columns[position];
    if (column >= 0) {
      buffer.number(slot, column, value);
    }
  }

  private void cell(CaptureBuffer buffer, int slot, int position, @Nullable Object value) {
    int column = columns[position];
    if (column < 0) {
      return;
    }
    if (failures.disabled(position)) {
      Cells.invalid(buffer, slot, column);
      return;
    }
    try {
      Cells.write(buffer, slot, column, value);
      failures.succeeded(position);
    } catch (VirtualMachineError e) {
      failures.failed(position);
      throw e;
    } catch (Throwable e) {
      failures.failed(position);
      Cells.invalid(buffer, slot, column);
    }
  }
}
