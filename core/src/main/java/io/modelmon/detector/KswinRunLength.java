package io.modelmon.detector;

import java.util.Arrays;

/**
 * Limits of {@link Kswin} for average run lengths: distances of newest and older values.
 *
 * <p>For run lengths from 150 to 20,000 in windows of 100 values with 30 newest, and from 300 in
 * windows of 200 with 50. Between them the limit is interpolated in the logarithm of the run
 * length. They hold for every continuous law.
 *
 * <p><b>Error:</b> about three percent in the run length.
 *
 * @implNote Simulated by {@code RunLengthTableGenerator} of the tests: 4,000 runs per row, one
 *     seed.
 */
final class KswinRunLength {

  private static final double[] LENGTHS = {
    150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10000, 15000, 20000
  };

  private static final double[] WINDOW_100_NEWEST_30 = {
    0.2561, 0.2844, 0.3133, 0.3407, 0.3554, 0.3704, 0.3850, 0.3952, 0.4094, 0.4251, 0.4350, 0.4454,
    0.4562, 0.4639
  };

  private static final double[] WINDOW_200_NEWEST_50 = {
    0.2036, 0.2375, 0.2528, 0.2663, 0.2796, 0.2888, 0.2992, 0.3125, 0.3200, 0.3279, 0.3379, 0.3443
  };

  private KswinRunLength() {}

  /**
   * Returns the limit.
   *
   * @throws IllegalArgumentException when there is none for these sizes or this run length
   */
  static double limit(int windowSize, int recentSize, double averageRunLength) {
    if (windowSize == 100 && recentSize == 30) {
      return interpolated(WINDOW_100_NEWEST_30, averageRunLength);
    }
    if (windowSize == 200 && recentSize == 50) {
      return interpolated(WINDOW_200_NEWEST_50, averageRunLength);
    }
    throw new IllegalArgumentException(
        "an average run length needs 100 values with 30 newest or 200 with 50, not "
            + windowSize
            + " with "
            + recentSize);
  }

  /** The limits belong to the longest run lengths of the table. */
  private static double interpolated(double[] limits, double averageRunLength) {
    int first = LENGTHS.length - limits.length;
    double shortest = LENGTHS[first];
    double longest = LENGTHS[LENGTHS.length - 1];
    if (!(averageRunLength >= shortest && averageRunLength <= longest)) {
      throw new IllegalArgumentException(
          "average run length must lie in ["
              + shortest
              + ", "
              + longest
              + "], not "
              + averageRunLength);
    }
    int found = Arrays.binarySearch(LENGTHS, averageRunLength);
    if (found >= 0) {
      return limits[found - first];
    }
    int above = -found - 1;
    double below = LENGTHS[above - 1];
    double share = Math.log(averageRunLength / below) / Math.log(LENGTHS[above] / below);
    double limit = limits[above - 1 - first];
    return limit + share * (limits[above - first] - limit);
  }
}
