package io.modelmon.profile;

import java.util.Arrays;

/**
 * Groups of neighbouring cells, few enough to be kept for every season, and so that the largest
 * share any season has in one of them is as small as possible.
 *
 * <p>Groups of equal mass over all seasons would do for seasons that differ little, but leave a
 * season whose values are all close to each other in one or two of them.
 */
final class SeasonGroups {

  /** Groups per number; 24 seasons of them are 25 kB. Chosen, see DESIGN.md. */
  static final int MAX_GROUPS = 128;

  /** Halvings of the share that is searched for. */
  private static final int STEPS = 40;

  private final int cells;

  /**
   * The shares of the seasons that have a say, cell by cell, without those that are zero: a value
   * of a segment has far fewer values than there are cells.
   */
  private final double[] shares;

  /** Which season each share is of. */
  private final byte[] of;

  /** Where the shares of a cell begin; one more than there are cells. */
  private final int[] starts;

  private final double[] inGroup;

  /** The largest sum of the last attempt that was within its share. */
  private double most;

  /**
   * The smallest that was not. Any share from {@link #most} on and below this one gives the same
   * groups, since the same sums exceed it.
   */
  private double least;

  private SeasonGroups(long[][] seasons) {
    this.cells = seasons[0].length;
    this.starts = new int[cells + 1];
    this.inGroup = new double[seasons.length];
    double[] n = new double[seasons.length];
    int size = 0;
    for (int season = 0; season < seasons.length; season++) {
      long values = Counting.sum(seasons[season]);
      n[season] = values < SeasonCounts.MIN_VALUES ? 0 : values;
      for (long count : seasons[season]) {
        size += n[season] > 0 && count > 0 ? 1 : 0;
      }
    }
    this.shares = new double[size];
    this.of = new byte[size];
    int next = 0;
    for (int cell = 0; cell < cells; cell++) {
      for (int season = 0; season < seasons.length; season++) {
        if (n[season] > 0 && seasons[season][cell] > 0) {
          shares[next] = seasons[season][cell] / n[season];
          of[next++] = (byte) season;
        }
      }
      starts[cell + 1] = next;
    }
  }

  /**
   * Returns the first cell of each group.
   *
   * @param seasons counts per season and cell, at most 127 seasons; those of few values have no say
   */
  static int[] cut(long[][] seasons) {
    int[] best = new int[seasons[0].length];
    if (best.length <= MAX_GROUPS) {
      Arrays.setAll(best, cell -> cell);
      return best;
    }
    SeasonGroups groups = new SeasonGroups(seasons);
    int[] tried = new int[MAX_GROUPS];
    double tooFine = 0;
    double enough = 1;
    int found = groups.cut(enough, best);
    double sameFrom = groups.most;
    double sameBelow = tooFine;
    for (int step = 0; step < STEPS; step++) {
      double share = (tooFine + enough) / 2;
      if (share >= sameFrom) {
        enough = share;
      } else if (share < sameBelow) {
        tooFine = share;
      } else {
        int count = groups.cut(share, tried);
        if (count <= MAX_GROUPS) {
          System.arraycopy(tried, 0, best, 0, count);
          found = count;
          enough = share;
          sameFrom = groups.most;
        } else {
          tooFine = share;
          sameBelow = groups.least;
        }
      }
    }
    return Arrays.copyOf(best, found);
  }

  /**
   * Finds as few groups as possible of which none of several cells exceeds a share.
   *
   * @param firsts takes the first cell of each group, as far as it has room
   * @return the number of groups, or one more than there is room for
   */
  private int cut(double share, int[] firsts) {
    most = 0;
    least = Double.POSITIVE_INFINITY;
    Arrays.fill(inGroup, 0);
    firsts[0] = 0;
    int groups = 1;
    boolean full = add(0, share);
    for (int cell = 1; cell < cells; cell++) {
      // What was too much before stays too much: the first cell of a group is never refused.
      full |= add(cell, share);
      if (full) {
        if (groups == firsts.length) {
          return groups + 1;
        }
        firsts[groups++] = cell;
        Arrays.fill(inGroup, 0);
        full = add(cell, share);
      }
    }
    return groups;
  }

  /** Adds a cell to the group; returns whether a season of it then exceeds a share. */
  private boolean add(int cell, double share) {
    boolean full = false;
    for (int i = starts[cell]; i < starts[cell + 1]; i++) {
      double sum = inGroup[of[i]] + shares[i];
      inGroup[of[i]] = sum;
      if (sum > share) {
        full = true;
        least = Math.min(least, sum);
      } else if (sum > most) {
        most = sum;
      }
    }
    return full;
  }
}
