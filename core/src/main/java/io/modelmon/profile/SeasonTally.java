package io.modelmon.profile;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The second pass over one column of a reference, by season: values per cell, rows and missing
 * ones.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
final class SeasonTally {

  private final long[][] cells;
  private final long[] rows;
  private final long[] missing;
  private int current;
  private long rowsBefore;
  private long missingBefore;

  SeasonTally(int seasons, int cells) {
    this.cells = new long[seasons][cells];
    this.rows = new long[seasons];
    this.missing = new long[seasons];
  }

  /** Says which season the rows that follow belong to. */
  void season(int index) {
    current = index;
  }

  /** Counts a value. */
  void record(int cell) {
    cells[current][cell]++;
  }

  /** Takes the column's totals at the end of a row. */
  void endCall(ColumnCounts counts) {
    rows[current] += counts.rows() - rowsBefore;
    missing[current] += counts.missing() - missingBefore;
    sync(counts);
  }

  private void sync(ColumnCounts counts) {
    rowsBefore = counts.rows();
    missingBefore = counts.missing();
  }

  /** Adds another part of the same pass; {@code counts} has been merged already. */
  void merge(SeasonTally other, ColumnCounts counts) {
    for (int season = 0; season < rows.length; season++) {
      cells[season] = Counting.plus(cells[season], other.cells[season]);
      rows[season] += other.rows[season];
      missing[season] += other.missing[season];
    }
    sync(counts);
  }

  SeasonTally fork() {
    return new SeasonTally(rows.length, cells[0].length);
  }

  /** Returns the counts on groups of settled cells of a number. */
  SeasonCounts grouped(UnaryOperator<long[]> settle) {
    long[][] settled = Arrays.stream(cells).map(settle).toArray(long[][]::new);
    return counts(SeasonGroups.cut(settled), settled);
  }

  /**
   * Returns the counts per category.
   *
   * @param moved values that the whole column has moved from one cell to another
   */
  SeasonCounts ungrouped(long moved, int from, int to) {
    int[] firsts = new int[cells[0].length];
    Arrays.setAll(firsts, cell -> cell);
    long total = 0;
    for (long[] season : cells) {
      total += season[from];
    }
    long before = 0;
    long given = 0;
    long[][] shifted = new long[cells.length][];
    for (int season = 0; season < cells.length; season++) {
      before += cells[season][from];
      long upTo = total == 0 ? 0 : Math.round((double) before / total * moved);
      shifted[season] = cells[season].clone();
      shifted[season][from] -= upTo - given;
      shifted[season][to] += upTo - given;
      given = upTo;
    }
    return counts(firsts, shifted);
  }

  private SeasonCounts counts(int[] firsts, long[][] settled) {
    SeasonCounts all = new SeasonCounts(firsts, zero(firsts.length), rows, missing);
    long[][] groups = Arrays.stream(settled).map(all::sum).toArray(long[][]::new);
    return new SeasonCounts(firsts, groups, rows.clone(), missing.clone());
  }

  private long[][] zero(int groups) {
    return new long[rows.length][groups];
  }
}
