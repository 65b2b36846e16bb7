package io.modelmon.monitor;

import io.modelmon.drift.Counts;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.EffectiveSize;
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
 * @param expectedNoise the same, worth what it is worth where the noise of the deciding distance is
 *     concerned
 * @param current what the window holds
 */
record Sides(Counts expected, Counts expectedNoise, Counts current) {

  static Sides of(NumericCounts window) {
    NumericReference reference = window.reference();
    long[] cells = window.counts().cells();
    Counts whole = new Counts(reference.cells(), reference.n(), reference.effectiveN());
    return of(reference.seasons(), whole, reference.effective(), window, cells);
  }

  static Sides of(CategoricalCounts window) {
    CategoricalReference reference = window.reference();
    long[] cells = window.counts().cells();
    Counts whole = new Counts(reference.cells(), reference.n(), reference.effectiveN());
    return of(reference.seasons(), whole, reference.effective(), window, cells);
  }

  private static Sides of(
      @Nullable SeasonCounts seasons,
      Counts whole,
      EffectiveSize effective,
      ColumnCounts window,
      long[] cells) {
    SeasonRows rows = window.seasons();
    if (seasons == null || rows == null) {
      Counts current = new Counts(cells, window.n(), window.effectiveN());
      return new Sides(whole, worth(whole, effective.noise()), current);
    }
    Counts expected = counts(seasons.expect(rows.values(), whole.cells(), whole.effectiveN()));
    double share = effective.values() > 0 ? expected.effectiveN() / effective.values() : 0;
    return new Sides(
        expected,
        worth(expected, Math.min((double) expected.n(), effective.noise() * share)),
        new Counts(seasons.sum(cells), window.n(), window.effectiveN()));
  }

  /** Returns two sides of which the expected one is worth the same in every respect. */
  static Sides of(Counts expected, Counts current) {
    return new Sides(expected, expected, current);
  }

  private static Counts worth(Counts counts, double effectiveN) {
    return effectiveN == counts.effectiveN()
        ? counts
        : new Counts(counts.cells(), counts.n(), effectiveN);
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
    return of(expected, share(window.missing(), window.rows(), window.effectiveRows()));
  }

  private static Counts share(long hits, long rows, double effectiveRows) {
    return new Counts(new long[] {hits, rows - hits}, rows, effectiveRows);
  }

  private static Counts counts(Expectation expected) {
    return new Counts(expected.cells(), expected.n(), expected.effectiveN());
  }
}
