package io.modelmon.sketch;

import org.jspecify.annotations.Nullable;

/**
 * Counts of a part of a column's values on the cells of the whole column, with how much the values
 * of that part depend on each other in their own order.
 *
 * <p>What other rows lie between two values of the part does not matter: a part may be a series
 * where the whole is none, and the other way round.
 *
 * <p><b>Cost:</b> 8 bytes per cell, and at most 4 kB for categories. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class PartTally {

  private final double @Nullable [] positions;
  private final @Nullable CategoryScores scores;
  private final @Nullable CategoryPairs pairs;
  private final LagSums lags = new LagSums();
  private final long[] cells;

  /** Creates empty counts of numbers. */
  PartTally(double[] positions) {
    this.positions = positions;
    this.scores = null;
    this.pairs = null;
    this.cells = new long[positions.length];
  }

  /** Creates empty counts of categories. */
  PartTally(CategoryScores scores) {
    this.positions = null;
    this.scores = scores;
    this.pairs = new CategoryPairs(scores.groups());
    this.cells = new long[scores.cells()];
  }

  /** Counts one value of a cell. */
  public void record(int cell) {
    cells[cell]++;
    if (positions != null) {
      lags.record(positions[cell]);
    }
    if (scores != null && pairs != null) {
      lags.record(scores.position(cell));
      pairs.record(scores.group(cell));
    }
  }

  /** Marks the end of a call; its rows are one cluster. */
  public void endCall() {
    lags.endCall();
  }

  /** Returns the counts per cell; a live view, not to be modified. */
  public long[] cells() {
    return cells;
  }

  /** Returns how many independent values these are worth, in [0, n]. */
  public double effectiveN() {
    if (pairs == null) {
      return lags.effectiveN(cells);
    }
    double ofCalls = lags.effectiveN();
    return ofCalls == 0 ? ofCalls : Math.min(ofCalls, Math.max(1, lags.n() / pairs.inflation()));
  }
}
