package io.modelmon.agent.value;

import io.modelmon.capture.CaptureBuffer;

/** A single value in a column of its own, or in none when the column is left out. */
final class ScalarRow extends RowPlan {

  private final int column;
  private final FailureCount failures = new FailureCount(1);

  /**
   * Creates a plan.
   *
   * @param column the column, or -1
   */
  ScalarRow(int column) {
    this.column = column;
  }

  @Override
  public boolean write(Object row, CaptureBuffer buffer, int slot) {
    if (column < 0) {
      return true;
    }
    if (failures.disabled(0)) {
      Cells.invalid(buffer, slot, column);
      return true;
    }
    try {
      Cells.write(buffer, slot, column, row);
      failures.succeeded(0);
    } catch (VirtualMachineError e) {
      failures.failed(0);
      throw e;
    } catch (Throwable e) {
      failures.failed(0);
      Cells.invalid(buffer, slot, column);
    }
    return true;
  }

  @Override
  public void invalidate(CaptureBuffer buffer, int slot) {
    if (column >= 0) {
      Cells.invalid(buffer, slot, column);
    }
  }

  @Override
  public int scalarColumn() {
    return column;
  }
}
