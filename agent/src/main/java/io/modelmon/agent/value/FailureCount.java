package io.modelmon.agent.value;

/**
 * Counts, per column, the failures in a row of reading it; a column that failed too often is read
 * no more.
 *
 * <p><b>Threads:</b> racy on purpose: the count may be off by a few under contention.
 */
final class FailureCount {

  /** How many failures in a row switch a column off. */
  static final int LIMIT = 100;

  private final int[] inRow;

  FailureCount(int columns) {
    this.inRow = new int[columns];
  }

  boolean disabled(int column) {
    return inRow[column] >= LIMIT;
  }

  void failed(int column) {
    inRow[column]++;
  }

  void succeeded(int column) {
    if (inRow[column] != 0) {
      inRow[column] = 0;
    }
  }
}
