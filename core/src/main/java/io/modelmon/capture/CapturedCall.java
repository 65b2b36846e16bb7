package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * A read-only view of one captured call: its timing, its error, and the captured rows; or of one
 * label.
 *
 * <p><b>Threads:</b> confined to the monitor thread; reused for every call of a drain.
 */
public interface CapturedCall {

  /** Returns {@link System#nanoTime()} at the start of the call. */
  long startNanos();

  /** Returns the duration in nanoseconds, never negative. */
  long durationNanos();

  /** Returns the class name of what the call threw, or null. */
  @Nullable String errorType();

  /** Returns the number of rows the call was given, ≥ 0. */
  int totalRows();

  /** Returns the number of rows this view holds, 0 to {@link #totalRows()}. */
  int capturedRows();

  /**
   * Returns a row's number in a column: see {@link CellValues} for what is not a number.
   *
   * @param row 0 to {@link #capturedRows()} - 1; sequential access is cheapest
   */
  double value(int row, int column);

  /** Returns a row's text in a column, or null where the column holds a number or nothing. */
  @Nullable String text(int row, int column);

  /**
   * Returns whether this is no call but a label, of which there are {@link #startNanos()}, the id
   * of row 0, and the label.
   */
  default boolean isLabel() {
    return false;
  }

  /** Returns whether a row has an id. */
  default boolean hasId(int row) {
    return false;
  }

  /** Returns the number that is a row's id, where it has one and that is no text. */
  default long idNumber(int row) {
    return 0;
  }

  /** Returns the text that is a row's id, or null where it is a number or there is none. */
  default @Nullable String idText(int row) {
    return null;
  }

  /**
   * Returns the value of a segment, or null where it is missing.
   *
   * @param index the position in {@link io.modelmon.schema.ModelSchema#segments()}
   */
  default @Nullable String segment(int index) {
    return null;
  }

  /** Returns the label as a number, or NaN where it is a text or this is no label. */
  default double labelNumber() {
    return Double.NaN;
  }

  /** Returns the label as a text, or null where it is a number or this is no label. */
  default @Nullable String labelText() {
    return null;
  }
}
