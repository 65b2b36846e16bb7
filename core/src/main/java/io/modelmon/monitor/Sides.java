package io.modelmon.monitor;

import io.modelmon.drift.Counts;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.Expectation;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.SeasonCounts;
import io.modelmon.profile.SeasonRows;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of one comparison on the same cells. Where the reference is divided by season, what
 * is expected is the mixture of the seasons that the window fell into.
 *
 * @param expected what the reference expects
 * @param current what the window holds
 */
record Sides(Counts expected, Counts current) {

  static Sides of(NumericCounts window) {
    NumericReference reference = window.reference();
    long[] cells = window.counts().cells();
    Counts whole = new Counts(reference.cells(), reference.n(), reference.effectiveN());
    return of(reference.seasons(), whole, window, cells);
  }

  static Sides of(CategoricalCounts window) {
    CategoricalReference reference = window.reference();
    long[] cells = window.counts().cells();
    Counts whole = new Counts(reference.cells(), reference.n(), reference.effectiveN());
    return of(reference.seasons(), whole, window, cells);
  }

  private static Sides of(
      @Nullable SeasonCounts seasons, Counts whole, ColumnCounts window, long[] cells) {
    SeasonRows rows = window.seasons();
    if (seasons == null || rows == null) {
      return new Sides(whole, new Counts(cells, window.n(), window.effectiveN()));
    }
    Expectation expected = seasons.expect(rows.values(), whole.cells(), whole.effectiveN());
    return new Sides(
        counts(expected), new Counts(seasons.sum(cells), window.n(), window.effectiveN()));
  }

  /** Returns the shares of missing values: two cells, missing and not. */
  static Sides missing(ReferenceColumn reference, ColumnCounts window) {
    ColumnTotals totals = reference.totals();
    SeasonCounts seasons = reference.seasons();
    SeasonRows rows = window.seasons();
    Counts expected =
        seasons == null || rows == null
            ? share(totals.missing(), totals.rows(), totals.effectiveRows())
            : counts(seasons.expectMissing(rows.rows(), totals));
    return new Sides(expected, share(window.missing(), window.rows(), window.effectiveRows()));
  }

  private static Counts share(long hits, long rows, double effectiveRows) {
    return new Counts(new long[] {hits, rows - hits}, rows, effectiveRows);
  }

  private static Counts counts(Expectation expected) {
    return new Counts(expected.cells(), expected.n(), expected.effectiveN());
  }
}
