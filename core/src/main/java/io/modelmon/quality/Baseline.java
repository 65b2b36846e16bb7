package io.modelmon.quality;

import io.modelmon.profile.ColumnTotals;
import org.jspecify.annotations.Nullable;

/**
 * The share of a window that is to be expected, and how well it is known.
 *
 * @param share in [0, 1]; NaN when it is unknown
 * @param effectiveN how many independent values it rests on, ≥ 0
 */
public record Baseline(double share, double effectiveN) {

  /** Nothing is known. */
  public static final Baseline UNKNOWN = new Baseline(Double.NaN, 0);

  /** Known to be 0, for instance because limits were declared. */
  public static final Baseline ZERO = new Baseline(0, 1e12);

  /** Returns the share of some values of a reference. */
  static Baseline of(long hits, long n, double effectiveN) {
    return n == 0 ? UNKNOWN : new Baseline(Math.min(1, (double) hits / n), effectiveN);
  }

  /** Returns the share of some rows of a reference; without one it is 0, or unknown. */
  static Baseline ofRows(@Nullable ColumnTotals totals, long hits, Baseline otherwise) {
    return totals == null ? otherwise : of(hits, totals.rows(), totals.effectiveRows());
  }

  /** Returns whether the share is known. */
  public boolean known() {
    return !Double.isNaN(share);
  }
}
