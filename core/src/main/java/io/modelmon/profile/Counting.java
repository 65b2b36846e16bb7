package io.modelmon.profile;

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

  static void requireParts(long n, double effectiveN, ColumnTotals totals) {
    if (n != totals.rows() - totals.missing() - totals.invalid()) {
      throw new IllegalArgumentException(
          "values, missing and invalid must sum to the rows, but " + n + " values and " + totals);
    }
    if (!(effectiveN >= 0 && effectiveN <= n)) {
      throw new IllegalArgumentException(
          "effective size must be in [0, " + n + "], but is " + effectiveN);
    }
  }
}
