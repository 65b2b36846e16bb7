package io.modelmon.profile;

import org.jspecify.annotations.Nullable;

/** Checks that counts fit together. */
final class Counting {

  private Counting() {}

  static long sum(long[] cells) {
    long sum = 0;
    for (long cell : cells) {
      if (cell < 0 || sum + cell < 0) {
        throw new IllegalArgumentException("counts must be 0 or more, but one is " + cell);
      }
      sum += cell;
    }
    return sum;
  }

  /** Returns the sums of two arrays of the same length. */
  static long[] plus(long[] left, long[] right) {
    long[] sums = left.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += right[i];
    }
    return sums;
  }

  static IllegalArgumentException unlike(ReferenceColumn left, ReferenceColumn right) {
    return new IllegalArgumentException(
        "columns can be merged only with the same cells: '%s' and '%s'"
            .formatted(left.name(), right.name()));
  }

  /** Returns the sum of the seasons of two parts; null when neither has any. */
  static @Nullable SeasonCounts seasons(ReferenceColumn left, ReferenceColumn right) {
    SeasonCounts own = left.seasons();
    SeasonCounts others = right.seasons();
    if (own == null && others == null) {
      return null;
    }
    if (own == null || others == null) {
      throw new IllegalArgumentException(
          "one part of '" + left.name() + "' is divided by season and the other is not");
    }
    return own.merged(others);
  }

  static void requireParts(long n, EffectiveSize effective, ColumnTotals totals) {
    if (n != totals.rows() - totals.missing() - totals.invalid()) {
      throw new IllegalArgumentException(
          "values, missing and invalid must sum to the rows, but " + n + " values and " + totals);
    }
    requireWithin(effective.values(), n);
    requireWithin(effective.noise(), n);
  }

  private static void requireWithin(double effectiveN, long n) {
    if (!(effectiveN >= 0 && effectiveN <= n)) {
      throw new IllegalArgumentException(
          "effective size must be in [0, " + n + "], but is " + effectiveN);
    }
  }
}
