package io.modelmon.detector;

/**
 * Exact law of the two-sample Kolmogorov–Smirnov distance of two samples without ties.
 *
 * <p>The distance of samples of sizes n and m is a whole number of steps of 1/(n·m).
 *
 * <p><b>Error:</b> a few units in the last place times n + m; no cancellation in the tail. <br>
 * <b>Cost:</b> O(n·m) per probability, 8·m bytes.
 *
 * @see "J. L. Hodges, The significance probability of the Smirnov two-sample test, Arkiv för
 *     Matematik 3, 1958"
 */
final class KolmogorovLattice {

  private KolmogorovLattice() {}

  /** Returns the probability of a distance of at least {@code steps}. */
  static double survival(int n, int m, long steps) {
    double[] reached = new double[m + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (Math.abs((long) i * m - (long) j * n) >= steps) {
          reached[j] = 1;
        } else if (i + j == 0) {
          reached[j] = 0;
        } else {
          double fromLeft = j == 0 ? 0 : reached[j - 1] * j;
          reached[j] = (reached[j] * i + fromLeft) / (i + j);
        }
      }
    }
    return reached[m];
  }

  /**
   * Returns the smallest distance whose probability is at most {@code level}, in steps.
   *
   * @throws IllegalArgumentException when even the largest distance is more probable
   */
  static long critical(int n, int m, double level) {
    long low = 0;
    long high = (long) n * m;
    if (survival(n, m, high) > level) {
      throw new IllegalArgumentException(
          "no distance of " + n + " and " + m + " values is as rare as the level: " + level);
    }
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (survival(n, m, middle) <= level) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Returns the distance, in steps, between neighbouring possible distances. */
  static long spacing(int n, int m) {
    int a = n;
    int b = m;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }
}
