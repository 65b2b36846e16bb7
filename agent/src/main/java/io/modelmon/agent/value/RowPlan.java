package io.modelmon.agent.value;

import io.modelmon.capture.CaptureBuffer;

/**
 * How the values of one row, or of a part of one, get into the cells of a slot.
 *
 * <p><b>Threads:</b> safe.
 */
public abstract sealed class RowPlan permits ScalarRow, PositionalRow, KeyedRow {

  RowPlan() {}

  /**
   * Copies a row into a slot whose cells are missing. A value that cannot be read becomes one of a
   * wrong type.
   *
   * @param row not null
   * @return whether the row has the form this plan is for; if not, cells may have been written
   * @throws Throwable when the row itself, rather than one of its values, cannot be read
   */
  public abstract boolean write(Object row, CaptureBuffer buffer, int slot) throws Throwable;

  /** Marks all cells of this plan as of a wrong type. */
  public abstract void invalidate(CaptureBuffer buffer, int slot);

  /** Returns the column of a plan for a single value, else -1. */
  public int scalarColumn() {
    return -1;
  }

  /** Returns the number of positions where each is the column of the same index, else -1. */
  public int leadingColumns() {
    return -1;
  }
}
