package io.modelmon.sketch;

/**
 * Neighbouring cells of a grid joined into few groups of about equal reference mass, for measures
 * and histograms that a thousand cells would drown in noise.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class CellGroups {

  /** The usual number of groups. */
  public static final int USUAL = 20;

  private final int[] groupOf;
  private final int groups;

  private CellGroups(int[] groupOf, int groups) {
    this.groupOf = groupOf;
    this.groups = groups;
  }

  /**
   * Returns groups of about equal mass. A cell heavier than a group's share stays alone where that
   * is possible, so there may be fewer groups than asked for; none is empty unless all cells are.
   *
   * @param reference counts per cell
   * @param wanted the largest number of groups, ≥ 1
   */
  public static CellGroups of(long[] reference, int wanted) {
    long left = 0;
    for (long cell : reference) {
      left += cell;
    }
    int[] groupOf = new int[reference.length];
    int group = 0;
    long inGroup = 0;
    for (int i = 0; i < reference.length; i++) {
      // The share is taken anew of what is left, so that one heavy cell does not shift all others.
      double share = left / (double) (wanted - group);
      boolean full = inGroup > 0 && inGroup + reference[i] / 2.0 > share;
      if (full && group < wanted - 1) {
        group++;
        left -= inGroup;
        inGroup = 0;
      }
      groupOf[i] = group;
      inGroup += reference[i];
    }
    if (inGroup == 0 && group > 0) {
      // Trailing cells that the reference never hit join the last group that it did.
      for (int i = 0; i < groupOf.length; i++) {
        groupOf[i] = Math.min(groupOf[i], group - 1);
      }
      group--;
    }
    return new CellGroups(groupOf, group + 1);
  }

  /** Returns the number of groups. */
  public int count() {
    return groups;
  }

  /** Returns counts per group. */
  public long[] sum(long[] cells) {
    long[] sums = new long[groups];
    for (int i = 0; i < cells.length; i++) {
      sums[groupOf[i]] += cells[i];
    }
    return sums;
  }

  /** Returns the edges between the groups, one fewer than there are groups. */
  public double[] bounds(NumericGrid grid) {
    double[] bounds = new double[groups - 1];
    for (int i = 1; i < groupOf.length; i++) {
      if (groupOf[i] != groupOf[i - 1]) {
        bounds[groupOf[i] - 1] = grid.edge(i - 1);
      }
    }
    return bounds;
  }
}
