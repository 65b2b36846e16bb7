package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.CellValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several calls turned into columns, so that each column is counted in one go while its
 * cells are in the cache.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class RowBlock {

  /**
   * The most rows of a block: enough that the cells of a column, which are some 30 kB with what
   * finds them, are fetched once for many values.
   */
  static final int MAX_ROWS = 1024;

  private static final int MIN_ROWS = 64;

  /** Cells of a block, as far as that leaves {@link #MIN_ROWS}. */
  private static final int MAX_CELLS = 1 << 17;

  private final int capacity;
  private final double[][] values;
  private final @Nullable String[] @Nullable [] texts;
  private final boolean[] special;
  private final boolean[] callEnds;
  private final long[] hashes;
  private final byte[] codes;
  private final int segments;
  private int[] current;
  private boolean batches;
  private int rows;

  RowBlock(int width) {
    this(width, 0);
  }

  /**
   * Creates an empty block.
   *
   * @param segments of how many segments each row has a value
   */
  RowBlock(int width, int segments) {
    this.capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, MAX_CELLS / Math.max(1, width)));
    this.values = new double[width][capacity];
    this.callEnds = new boolean[capacity];
    this.hashes = new long[capacity];
    this.segments = segments;
    this.codes = new byte[capacity * segments];
    this.current = new int[segments];
    this.texts = new @Nullable String[width][];
    this.special = new boolean[width];
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == capacity;
  }

  /** Says which values of the segments the rows have that follow. */
  void enter(int[] values) {
    current = values;
  }

  /** Returns the code of a row's value of a segment. */
  int code(int segment, int row) {
    return codes[row * segments + segment];
  }

  /** Copies one row. */
  void add(CapturedCall call, int row) {
    for (int column = 0; column < values.length; column++) {
      double value = call.value(row, column);
      values[column][rows] = value;
      if (Double.isNaN(value)) {
        addSpecial(call, row, column, value);
      }
    }
    for (int i = 0; i < segments; i++) {
      codes[rows * segments + i] = (byte) current[i];
    }
    callEnds[rows] = false;
    rows++;
  }

  private void addSpecial(CapturedCall call, int row, int column, double value) {
    String text = call.text(row, column);
    if (text != null) {
      @Nullable String[] known = texts[column];
      if (known == null) {
        known = new @Nullable String[capacity];
        texts[column] = known;
      }
      known[rows] = text;
      special[column] = true;
    } else if (CellValues.isWrongType(value)) {
      special[column] = true;
    }
  }

  /** Marks the last row as the end of its call. */
  void endCall(int callRows) {
    callEnds[rows - 1] = true;
    batches |= callRows != 1;
  }

  /** Marks that the call of the last row goes on in the next block. */
  void splitCall() {
    batches = true;
  }

  /** Returns whether a column holds nothing but numbers, each row a call of its own. */
  boolean isPlain(int column) {
    return !batches && !special[column];
  }

  /** Returns whether a column holds neither texts nor values of a wrong type. */
  boolean onlyNumbers(int column) {
    return !special[column];
  }

  /** Returns a column's numbers; they may be overwritten. */
  double[] numbers(int column) {
    return values[column];
  }

  /**
   * Returns a 64-bit hash of each row over its first columns; call this before the numbers are
   * overwritten. The array is used again.
   */
  long[] hashes(int columns) {
    Arrays.fill(hashes, 0, rows, columns);
    for (int column = 0; column < columns; column++) {
      double[] numbers = values[column];
      for (int row = 0; row < rows; row++) {
        String text = special[column] ? text(column, row) : null;
        long bits =
            text == null
                ? Double.doubleToRawLongBits(numbers[row])
                : ((long) text.length() << 32) ^ text.hashCode();
        long mixed = (hashes[row] ^ bits) * 0x9E3779B97F4A7C15L;
        hashes[row] = mixed ^ (mixed >>> 29);
      }
    }
    return hashes;
  }

  @Nullable String text(int column, int row) {
    @Nullable String[] known = texts[column];
    return known == null ? null : known[row];
  }

  boolean endsCall(int row) {
    return callEnds[row];
  }

  /** Forgets all rows, and the texts at once: they belong to the application. */
  void clear() {
    for (int column = 0; column < special.length; column++) {
      @Nullable String[] known = texts[column];
      if (known != null) {
        Arrays.fill(known, 0, rows, null);
      }
      special[column] = false;
    }
    batches = false;
    rows = 0;
  }
}
