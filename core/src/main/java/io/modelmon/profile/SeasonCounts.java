package io.modelmon.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counts of one reference column by season, on groups of the column's cells.
 *
 * <p>A window is compared with the mixture of the seasons that its rows fell into, see {@link
 * #expect}. A season of fewer than {@value #MIN_VALUES} values says too little: the whole reference
 * stands for it.
 *
 * <p><b>Error:</b> a Kolmogorov–Smirnov distance on groups is at most that on the cells, and short
 * of it by no more than the mass of one group, see {@link #coarsest}. <br>
 * <b>Cost:</b> 8 bytes per season and group; at most {@link SeasonGroups#MAX_GROUPS} groups of a
 * number. <br>
 * <b>Threads:</b> immutable.
 */
public final class SeasonCounts {

  /** Least values of a season that is compared with by itself; chosen, see DESIGN.md. */
  public static final int MIN_VALUES = 100;

  private final int[] firstCells;
  private final long[][] counts;
  private final long[] rows;
  private final long[] missing;
  private final long[] n;

  /**
   * Creates counts; the arrays are not copied.
   *
   * @param firstCells the first cell of each group, ascending from 0
   * @param counts per season and group
   * @param rows all rows per season
   * @param missing how many of them hold no value, per season
   */
  public SeasonCounts(int[] firstCells, long[][] counts, long[] rows, long[] missing) {
    requireGroups(firstCells);
    if (rows.length != counts.length || missing.length != counts.length) {
      throw new IllegalArgumentException("there must be rows and missing ones for every season");
    }
    this.n = new long[counts.length];
    for (int season = 0; season < counts.length; season++) {
      if (counts[season].length != firstCells.length) {
        throw new IllegalArgumentException("there must be one count per season and group");
      }
      n[season] = Counting.sum(counts[season]);
      if (missing[season] < 0 || n[season] > rows[season] - missing[season]) {
        throw new IllegalArgumentException(
            "season " + season + " holds more values and missing ones than its rows");
      }
    }
    this.firstCells = firstCells;
    this.counts = counts;
    this.rows = rows;
    this.missing = missing;
  }

  private static void requireGroups(int[] firstCells) {
    for (int i = 0; i < firstCells.length; i++) {
      if (i == 0 ? firstCells[0] != 0 : firstCells[i] <= firstCells[i - 1]) {
        throw new IllegalArgumentException("groups must begin at 0 and ascend");
      }
    }
    if (firstCells.length == 0) {
      throw new IllegalArgumentException("there must be at least one group");
    }
  }

  /** Checks that the seasons together are the column. */
  void requireWhole(long[] cells, ColumnTotals totals) {
    if (firstCells[firstCells.length - 1] >= cells.length) {
      throw new IllegalArgumentException("a group of a season begins beyond the last cell");
    }
    long[] sums = new long[firstCells.length];
    for (long[] season : counts) {
      for (int group = 0; group < sums.length; group++) {
        sums[group] += season[group];
      }
    }
    if (!Arrays.equals(sums, sum(cells))
        || Counting.sum(rows) != totals.rows()
        || Counting.sum(missing) != totals.missing()) {
      throw new IllegalArgumentException("the seasons do not sum to the whole");
    }
  }

  /** Returns the number of seasons. */
  public int seasons() {
    return counts.length;
  }

  /** Returns the first cell of each group; not to be modified. */
  public int[] firstCells() {
    return firstCells;
  }

  /** Returns a season's values per group; not to be modified. */
  public long[] counts(int season) {
    return counts[season];
  }

  /** Returns the rows per season; not to be modified. */
  public long[] rows() {
    return rows;
  }

  /** Returns the missing values per season; not to be modified. */
  public long[] missing() {
    return missing;
  }

  /** Returns the values of a season. */
  public long n(int season) {
    return n[season];
  }

  /** Returns whether a season has values enough to be compared with by itself. */
  public boolean isKnown(int season) {
    return n[season] >= MIN_VALUES;
  }

  /**
   * Returns the largest share of a season's values that lies in one group of several cells, in [0,
   * 1]: how much a distance may be short of the true one.
   */
  public double coarsest() {
    double coarsest = 0;
    for (int season = 0; season < counts.length; season++) {
      if (isKnown(season)) {
        for (int group = 0; group + 1 < firstCells.length; group++) {
          if (firstCells[group + 1] - firstCells[group] > 1) {
            coarsest = Math.max(coarsest, (double) counts[season][group] / n[season]);
          }
        }
      }
    }
    return coarsest;
  }

  /** Returns counts per group. */
  public long[] sum(long[] cells) {
    long[] sums = new long[firstCells.length];
    int group = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      while (group + 1 < firstCells.length && firstCells[group + 1] <= cell) {
        group++;
      }
      sums[group] += cells[cell];
    }
    return sums;
  }

  /**
   * Returns what a window is expected to hold, on groups.
   *
   * @param values how many values of the window fell into each season
   * @param whole the column's counts per cell
   * @param effectiveN how many independent values those are worth
   */
  public Expectation expect(long[] values, long[] whole, double effectiveN) {
    long[] all = sum(whole);
    long size = Counting.sum(all);
    double worth = size == 0 ? 0 : effectiveN / size;
    SeasonMixture mixture = new SeasonMixture(all, worth);
    for (int season = 0; season < counts.length; season++) {
      mixture.add(isKnown(season) ? counts[season] : all, values[season]);
    }
    return mixture.expectation();
  }

  /**
   * Returns how many rows of a window are expected to be missing: two cells, missing and not.
   *
   * @param windowRows how many rows of the window fell into each season
   * @param totals the column's totals
   */
  public Expectation expectMissing(long[] windowRows, ColumnTotals totals) {
    long[] all = {totals.missing(), totals.rows() - totals.missing()};
    double worth = totals.rows() == 0 ? 0 : totals.effectiveRows() / totals.rows();
    SeasonMixture mixture = new SeasonMixture(all, worth);
    for (int season = 0; season < rows.length; season++) {
      long[] own = {missing[season], rows[season] - missing[season]};
      mixture.add(rows[season] >= MIN_VALUES ? own : all, windowRows[season]);
    }
    return mixture.expectation();
  }

  /**
   * Returns counts on groups spread over the cells, within each group as the whole reference is:
   * for measures that need positions and decide nothing.
   */
  public long[] spread(long[] groups, long[] whole) {
    long[] sums = sum(whole);
    long[] cells = new long[whole.length];
    for (int group = 0; group < groups.length; group++) {
      int end = group + 1 < firstCells.length ? firstCells[group + 1] : whole.length;
      double before = 0;
      long given = 0;
      for (int cell = firstCells[group]; cell < end; cell++) {
        before += sums[group] == 0 ? 0 : (double) whole[cell] / sums[group];
        boolean last = cell + 1 == end;
        long upTo =
            last ? groups[group] : Math.min(groups[group], Math.round(before * groups[group]));
        cells[cell] = upTo - given;
        given = upTo;
      }
    }
    return cells;
  }

  /** Returns the sum with counts of the same seasons and groups. */
  SeasonCounts merged(SeasonCounts other) {
    if (!Arrays.equals(firstCells, other.firstCells) || counts.length != other.counts.length) {
      throw new IllegalArgumentException("seasons can be merged only on the same groups");
    }
    List<long[]> sums = new ArrayList<>();
    for (int season = 0; season < counts.length; season++) {
      sums.add(Counting.plus(counts[season], other.counts[season]));
    }
    return new SeasonCounts(
        firstCells,
        sums.toArray(long[][]::new),
        Counting.plus(rows, other.rows),
        Counting.plus(missing, other.missing));
  }
}
