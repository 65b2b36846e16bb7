package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.profile.RowCells;
import io.modelmon.sketch.ColumnBlock;

/** Captured rows as a source of whole rows of some of their columns. */
final class LiveRows {

  private LiveRows() {}

  /**
   * Returns the rows of a block.
   *
   * @param columns which columns
   */
  static ColumnBlock of(RowBlock block, int[] columns) {
    return (column, firstRow, rows, target, targetIndex) -> {
      int source = columns[column];
      double[] numbers = block.numbers(source);
      if (block.onlyNumbers(source)) {
        System.arraycopy(numbers, firstRow, target, targetIndex, rows);
        return;
      }
      for (int row = firstRow; row < firstRow + rows; row++) {
        target[targetIndex + row - firstRow] = RowCells.of(numbers[row], block.text(source, row));
      }
    };
  }

  /** Returns the rows of a call. */
  static ColumnBlock of(CapturedCall call, int[] columns) {
    return (column, firstRow, rows, target, targetIndex) -> {
      for (int row = firstRow; row < firstRow + rows; row++) {
        double number = call.value(row, columns[column]);
        target[targetIndex + row - firstRow] =
            RowCells.of(number, Cells.text(call, row, columns[column], number));
      }
    };
  }
}
