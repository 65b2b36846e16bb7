package io.modelmon.sketch;

/** Whether the values on cells are a share: two cells hold them all. */
final class CellShare {

  private CellShare() {}

  /**
   * Returns how many values the last of two cells holds.
   *
   * @param cells how many values each cell holds
   * @param n how many there are
   * @return in [1, n - 1]; -1 when other than two cells hold them, or cells hold others as well
   */
  static long hits(long[] cells, long n) {
    int occupied = 0;
    long hits = -1;
    long total = 0;
    for (long cell : cells) {
      if (cell > 0) {
        occupied++;
        hits = cell;
        total += cell;
      }
    }
    return occupied == 2 && total == n ? hits : -1;
  }
}
