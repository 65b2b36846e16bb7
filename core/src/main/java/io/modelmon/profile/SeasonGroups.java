package io.modelmon.profile;

import java.util.ArrayList;
import java.util.List;

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

  private final long[][] seasons;
  private final double[] n;

  private SeasonGroups(long[][] seasons) {
    this.seasons = seasons;
    this.n = new double[seasons.length];
    for (int season = 0; season < seasons.length; season++) {
      long size = Counting.sum(seasons[season]);
      n[season] = size < SeasonCounts.MIN_VALUES ? Double.POSITIVE_INFINITY : size;
    }
  }

  /**
   * Returns the first cell of each group.
   *
   * @param seasons counts per season and cell; seasons of few values have no say
   */
  static int[] cut(long[][] seasons) {
    SeasonGroups groups = new SeasonGroups(seasons);
    int cells = seasons[0].length;
    double tooFine = 0;
    double enough = 1;
    List<Integer> best = groups.cut(enough);
    if (cells <= MAX_GROUPS) {
      best = new ArrayList<>();
      for (int cell = 0; cell < cells; cell++) {
        best.add(cell);
      }
    }
    for (int step = 0; step < STEPS && cells > MAX_GROUPS; step++) {
      double share = (tooFine + enough) / 2;
      List<Integer> tried = groups.cut(share);
      if (tried.size() <= MAX_GROUPS) {
        best = tried;
        enough = share;
      } else {
        tooFine = share;
      }
    }
    return best.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns as few groups as possible of which none of several cells exceeds a share. */
  private List<Integer> cut(double share) {
    List<Integer> firsts = new ArrayList<>();
    firsts.add(0);
    double[] inGroup = new double[seasons.length];
    for (int cell = 0; cell < seasons[0].length; cell++) {
      boolean full = false;
      for (int season = 0; season < seasons.length; season++) {
        inGroup[season] += seasons[season][cell] / n[season];
        full |= inGroup[season] > share;
      }
      if (full && cell > firsts.get(firsts.size() - 1)) {
        firsts.add(cell);
        for (int season = 0; season < seasons.length; season++) {
          inGroup[season] = seasons[season][cell] / n[season];
        }
      }
    }
    return firsts;
  }
}
