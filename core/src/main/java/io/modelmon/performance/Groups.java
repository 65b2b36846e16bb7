package io.modelmon.performance;

/** Rows by the group that they belong to. */
final class Groups {

  private Groups() {}

  /**
   * Returns the rows of each group.
   *
   * @param groupOfRow in [0, groups), −1 for none
   * @throws IllegalArgumentException when the length is not that of the rows or a group is unknown
   */
  static int[][] rows(int[] groupOfRow, int size, int groups) {
    if (groupOfRow.length != size) {
      throw new IllegalArgumentException(
          "there must be one group per row, were " + groupOfRow.length + " for " + size);
    }
    int[] sizes = new int[groups];
    for (int group : groupOfRow) {
      if (group < -1 || group >= groups) {
        throw new IllegalArgumentException("group must be in [-1, " + groups + "), was " + group);
      }
      if (group >= 0) {
        sizes[group]++;
      }
    }
    int[][] rows = new int[groups][];
    for (int group = 0; group < groups; group++) {
      rows[group] = new int[sizes[group]];
      sizes[group] = 0;
    }
    for (int row = 0; row < size; row++) {
      int group = groupOfRow[row];
      if (group >= 0) {
        rows[group][sizes[group]++] = row;
      }
    }
    return rows;
  }
}
