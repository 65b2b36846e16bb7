package io.modelmon.detector;

import java.util.List;

/**
 * Limits of {@link Kswin} for average run lengths: distances of newest and older values.
 *
 * <p>For run lengths from 100 to 20,000 and the sizes of window and newest values listed; the
 * shortest run lengths cannot be had in large windows. The limits hold for every continuous law.
 *
 * <p><b>Error:</b> about two percent in the run length at the nodes, three between them.
 *
 * @implNote Simulated by {@code RunLengthTableGenerator} of the tests: 4,000 runs per row, one
 *     seed.
 */
final class KswinRunLength {

  private record Sizes(int window, int recent) {}

  private static final double[] LENGTHS = {
    100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10000, 15000, 20000
  };

  private static final List<Sizes> SIZES =
      List.of(new Sizes(100, 30), new Sizes(60, 30), new Sizes(200, 50));

  private static final double[][] LIMITS = {
    {
      Double.NaN,
      0.2561,
      0.2844,
      0.3133,
      0.3407,
      0.3554,
      0.3704,
      0.3850,
      0.3952,
      0.4094,
      0.4251,
      0.4350,
      0.4454,
      0.4562,
      0.4639
    }, // 100/30
    {
      0.3168, 0.3559, 0.3687, 0.3975, 0.4281, 0.4454, 0.4607, 0.4787, 0.4910, 0.4991, 0.5236,
      0.5304, 0.5439, 0.5579, 0.5630
    }, // 60/30
    {
      Double.NaN,
      Double.NaN,
      Double.NaN,
      0.2036,
      0.2375,
      0.2528,
      0.2663,
      0.2796,
      0.2888,
      0.2992,
      0.3125,
      0.3200,
      0.3279,
      0.3379,
      0.3443
    }, // 200/50
  };

  private KswinRunLength() {}

  /**
   * Returns the limit.
   *
   * @throws IllegalArgumentException when there is none for these sizes or this run length
   */
  static double limit(int windowSize, int recentSize, double averageRunLength) {
    int row = SIZES.indexOf(new Sizes(windowSize, recentSize));
    if (row < 0) {
      throw new IllegalArgumentException(
          "an average run length needs one of "
              + SIZES
              + ", not "
              + windowSize
              + " and "
              + recentSize);
    }
    double[][] limits = {LIMITS[row]};
    return new RunLengthTable(new double[] {windowSize}, LENGTHS, limits)
        .limit("window size", windowSize, averageRunLength);
  }
}
