package io.modelmon.drift;

import java.util.Arrays;

/**
 * The p-values of one family in ascending order, without those of tests that were not made, and the
 * way back from adjusted values by rank to the order they came in.
 */
final class RankedPValues {

  private final double[] original;
  private final double[] sorted;

  /**
   * Sorts a copy.
   *
   * @param pValues in [0, 1] or NaN; not changed
   * @throws IllegalArgumentException when a value is outside [0, 1]
   */
  RankedPValues(double[] pValues) {
    original = pValues.clone();
    double[] all = pValues.clone();
    Arrays.sort(all); // NaN goes last
    int tests = all.length;
    while (tests > 0 && Double.isNaN(all[tests - 1])) {
      tests--;
    }
    if (tests > 0 && (all[0] < 0 || all[tests - 1] > 1)) {
      throw new IllegalArgumentException(
          "p-values must be in [0, 1], were in [" + all[0] + ", " + all[tests - 1] + "]");
    }
    sorted = Arrays.copyOf(all, tests);
  }

  /** Returns the number of tests. */
  int tests() {
    return sorted.length;
  }

  /**
   * Returns the p-value of a rank.
   *
   * @param rank from 1, the smallest, to {@link #tests}
   */
  double atRank(int rank) {
    return sorted[rank - 1];
  }

  /**
   * Returns adjusted values in the original order, NaN where the p-value is NaN.
   *
   * @param adjustedByRank the adjusted value of rank 1 first; the same for equal p-values
   */
  double[] inOriginalOrder(double[] adjustedByRank) {
    double[] adjusted = new double[original.length];
    for (int i = 0; i < original.length; i++) {
      adjusted[i] =
          Double.isNaN(original[i])
              ? Double.NaN
              : adjustedByRank[Arrays.binarySearch(sorted, original[i])];
    }
    return adjusted;
  }
}
