package io.modelmon.sketch;

/** A block of rows that is stored by columns, every cell a number; NaN is missing. */
public interface ColumnBlock {

  /**
   * Copies consecutive cells of one column.
   *
   * @param column the column
   * @param firstRow the first row, ≥ 0
   * @param rows how many, ≥ 1
   * @param target takes them from {@code targetIndex} on
   */
  void copy(int column, int firstRow, int rows, double[] target, int targetIndex);
}
