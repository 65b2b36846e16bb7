package io.modelmon.drift;

/**
 * One side of a comparison: how many values fell into each cell, and how many independent values
 * they are worth.
 *
 * <p>Both sides of a comparison have the same cells in the same order.
 *
 * @param cells counts per cell, each ≥ 0; not copied, must not change while in use
 * @param n their sum
 * @param effectiveN effective sample size, in [0, n]
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one comparison
public record Counts(long[] cells, long n, double effectiveN) {

  /** Returns counts of independent values. */
  public static Counts independent(long[] cells) {
    long n = 0;
    for (long cell : cells) {
      n += cell;
    }
    return new Counts(cells, n, n);
  }
}
