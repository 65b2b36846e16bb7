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
    return counts(SeasonGroups.cut(settled), settled, rows, missing);
  }

  /**
   * Returns the counts per category.
   *
   * @param moved values that the whole column has moved from one cell to another
   */
  SeasonCounts ungrouped(long moved, int from, int to) {
    return ungrouped(new Moved(moved, from, to), cells, rows, missing);
  }

  /** Values that a whole column has moved from one cell to another. */
  record Moved(long values, int from, int to) {}

  /** Returns the counts per category of parts of which each takes its share of what was moved. */
  static SeasonCounts ungrouped(Moved moved, long[][] cells, long[] rows, long[] missing) {
    int[] firsts = new int[cells[0].length];
    Arrays.setAll(firsts, cell -> cell);
    long total = 0;
    for (long[] part : cells) {
      total += part[moved.from];
    }
    long before = 0;
    long given = 0;
    long[][] shifted = new long[cells.length][];
    for (int part = 0; part < cells.length; part++) {
      before += cells[part][moved.from];
      long upTo = total == 0 ? 0 : Math.round((double) before / total * moved.values);
      shifted[part] = cells[part].clone();
      shifted[part][moved.from] -= upTo - given;
      shifted[part][moved.to] += upTo - given;
      given = upTo;
    }
    return counts(firsts, shifted, rows, missing);
  }

  /** Returns counts on groups of cells. */
  static SeasonCounts counts(int[] firsts, long[][] settled, long[] rows, long[] missing) {
    long[][] zero = new long[rows.length][firsts.length];
    SeasonCounts all = new SeasonCounts(firsts, zero, rows, missing);
    long[][] groups = Arrays.stream(settled).map(all::sum).toArray(long[][]::new);
    return new SeasonCounts(firsts, groups, rows.clone(), missing.clone());
  }
}
