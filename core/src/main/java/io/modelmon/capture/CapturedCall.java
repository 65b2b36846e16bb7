package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * A read-only view of one captured call: its timing, its error, and the captured rows.
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
}
