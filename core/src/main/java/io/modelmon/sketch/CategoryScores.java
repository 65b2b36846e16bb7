package io.modelmon.sketch;

/**
 * What serial dependence of a categorical feature is measured on: a position per cell for the
 * dependence of and within calls, and a group per cell for that of rows in every direction, see
 * {@link CategoryPairs}.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class CategoryScores {

  private final double[] positions;
  private final int[] groupOf;

  private CategoryScores(double[] positions, int[] groupOf) {
    this.positions = positions;
    this.groupOf = groupOf;
  }

  /**
   * Returns the scores of a reference.
   *
   * @param cells counts per cell
   */
  public static CategoryScores of(long[] cells) {
    return new CategoryScores(CellPositions.of(cells), groups(cells));
  }

  /** The heaviest cells have a group of their own, the others join the lightest one by one. */
  private static int[] groups(long[] cells) {
    int count = Math.min(CategoryPairs.GROUPS, cells.length);
    long[] weights = new long[count];
    int[] groupOf = new int[cells.length];
    boolean[] placed = new boolean[cells.length];
    for (int step = 0; step < cells.length; step++) {
      int heaviest = -1;
      for (int cell = 0; cell < cells.length; cell++) {
        if (!placed[cell] && (heaviest < 0 || cells[cell] > cells[heaviest])) {
          heaviest = cell;
        }
      }
      int group = step < count ? step : lightest(weights, count);
      placed[heaviest] = true;
      groupOf[heaviest] = group;
      weights[group] += cells[heaviest];
    }
    return groupOf;
  }

  private static int lightest(long[] weights, int count) {
    int lightest = 0;
    for (int group = 1; group < count; group++) {
      lightest = weights[group] < weights[lightest] ? group : lightest;
    }
    return lightest;
  }

  /** Returns the number of cells. */
  int cells() {
    return groupOf.length;
  }

  double position(int cell) {
    return positions[cell];
  }

  int group(int cell) {
    return groupOf[cell];
  }

  /** Returns the number of groups. */
  public int groups() {
    return Math.min(CategoryPairs.GROUPS, groupOf.length);
  }
}
