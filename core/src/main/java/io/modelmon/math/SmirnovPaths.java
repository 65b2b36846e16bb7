package io.modelmon.math;

import java.util.Arrays;

/**
 * Exact law of the two-sample Kolmogorov–Smirnov statistic, given which values of the pooled sample
 * are tied.
 *
 * <p>A sample order is a lattice path from (0, 0) to (n, m). The statistic looks at the path only
 * where a group of tied values ends, so the law is the share of all paths that leave the band |i/n
 * − j/m| &lt; D at such a point.
 *
 * <p><b>Input:</b> sizes, the statistic as a whole number, the sizes of the tied groups. <br>
 * <b>Output:</b> tail probability in [0, 1]. <br>
 * <b>Error:</b> only sums and products of positive numbers, so the relative error stays below
 * (n+m)·1e-15, however small the result; below the smallest double it is 0. <br>
 * <b>Cost:</b> n·m steps of three operations, without ties the share of them that lies in the band;
 * m+1 doubles. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "J. L. Hodges, The significance probability of the Smirnov two-sample test, Arkiv för
 *     Matematik 3, 1958; G. Schröer and D. Trenkler, Exact and randomization distributions of
 *     Kolmogorov–Smirnov tests two or three samples, Computational Statistics and Data Analysis 20,
 *     1995"
 */
public final class SmirnovPaths {

  private SmirnovPaths() {}

  /**
   * Returns the probability that the statistic is at least as large as observed when both samples
   * come from one distribution.
   *
   * @param n size of one sample, ≥ 1
   * @param m size of the other, ≥ 1; n·m must fit an int
   * @param gap the observed statistic times n·m, that is max |i·m − j·n|
   * @param groups sizes of the groups of equal values, in ascending order of value; their sum is
   *     n+m
   * @return a probability in [0, 1]
   * @throws IllegalArgumentException when the sizes do not fit together
   */
  public static double survival(int n, int m, long gap, int[] groups) {
    boolean[] ends = TiedGroups.ends(n, m, groups);
    if (gap <= 0) {
      return 1;
    }
    double[] inverse = new double[n + m + 1];
    for (int k = 1; k <= n + m; k++) {
      inverse[k] = 1.0 / k;
    }
    boolean untied = groups.length == n + m;
    return Math.min(1, untied ? untied(n, m, gap, inverse) : tied(n, m, gap, ends, inverse));
  }

  /** Without ties every path that leaves the band counts, so only the points inside are visited. */
  private static double untied(int n, int m, long gap, double[] inverse) {
    // At j: the share of the paths to (i, j) that have left the band on their way.
    double[] left = new double[m + 1];
    Arrays.fill(left, 1);
    for (int i = 0; i <= n; i++) {
      long middle = (long) i * m;
      int from = (int) Math.max(0, Math.floorDiv(middle - gap, (long) n) + 1);
      int to = (int) Math.min(m, -Math.floorDiv(-(middle + gap), (long) n) - 1);
      if (from > 0) {
        left[from - 1] = 1;
      }
      for (int j = from; j <= to; j++) {
        double before = j == 0 ? 0 : j * left[j - 1];
        left[j] = (i * left[j] + before) * inverse[i + j];
      }
    }
    return left[m];
  }

  private static double tied(int n, int m, long gap, boolean[] ends, double[] inverse) {
    double[] left = new double[m + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (ends[i + j] && Math.abs((long) i * m - (long) j * n) >= gap) {
          left[j] = 1;
        } else {
          double before = j == 0 ? 0 : j * left[j - 1];
          left[j] = (i * left[j] + before) * inverse[i + j];
        }
      }
    }
    return left[m];
  }
}
