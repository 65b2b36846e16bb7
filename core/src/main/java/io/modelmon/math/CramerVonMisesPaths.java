package io.modelmon.math;

import java.util.Arrays;

/**
 * Exact law of the two-sample Cramér–von Mises statistic, given which values of the pooled sample
 * are tied.
 *
 * <p>A sample order is a lattice path from (0, 0) to (n, m). The statistic adds, wherever a group
 * of tied values ends, the size of the group times the squared gap (i·m − j·n)²/g², g the greatest
 * common divisor of n and m: a whole number, whose distribution is carried along the paths.
 *
 * <p><b>Input:</b> sizes, the statistic as a whole number, the sizes of the tied groups. <br>
 * <b>Output:</b> tail probability in [0, 1]. <br>
 * <b>Error:</b> only sums and products of positive numbers: relative error below (n+m)·1e-15,
 * however small the result. <br>
 * <b>Cost:</b> at most n·m times the statistic; {@link #steps} bounds it without ties. m+1 times
 * the statistic doubles. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "T. W. Anderson, On the distribution of the two-sample Cramér–von Mises criterion, Annals of
 *     Mathematical Statistics 33, 1962; Y. Xiao, A. Gordon and A. Yakovlev, A C++ program for the
 *     Cramér–von Mises two-sample test, Journal of Statistical Software 17(8), 2006"
 */
public final class CramerVonMisesPaths {

  private CramerVonMisesPaths() {}

  /** Returns how many elementary steps {@link #survival} takes at most when no values are tied. */
  public static double steps(long n, long m) {
    double pairs = (double) n * m;
    double divisor = commonDivisor(n, m);
    return (n + m) * pairs * pairs * pairs / (3 * divisor * divisor);
  }

  /** Returns the greatest common divisor of two positive numbers. */
  public static long commonDivisor(long n, long m) {
    return m == 0 ? n : commonDivisor(m, n % m);
  }

  /**
   * Returns the probability that the sum of squared gaps is at least as large as observed when both
   * samples come from one distribution.
   *
   * @param n size of one sample, ≥ 1
   * @param m size of the other, ≥ 1
   * @param squares the observed Σ size·(i·m − j·n)²/g² over the ends of the groups
   * @param groups sizes of the groups of equal values, in ascending order of value; their sum is
   *     n+m
   * @return a probability in [0, 1]
   * @throws IllegalArgumentException when the sizes do not fit together
   */
  public static double survival(int n, int m, int squares, int[] groups) {
    TiedGroups.ends(n, m, groups);
    if (squares <= 0) {
      return 1;
    }
    int[] weights = new int[n + m + 1];
    int below = 0;
    for (int group : groups) {
      below += group;
      weights[below] = group;
    }
    long divisor = commonDivisor(n, m);
    // At j: shares of the paths to (i, j) by their sum so far, and of those beyond the observed.
    double[][] shares = new double[m + 1][squares];
    double[] beyond = new double[m + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (i + j == 0) {
          shares[0][0] = 1;
          continue;
        }
        long gap = ((long) i * m - (long) j * n) / divisor;
        double fromFirst = (double) i / (i + j);
        double fromSecond = (double) j / (i + j);
        double[] left = j == 0 ? shares[0] : shares[j - 1]; // weight 0 when j is 0
        double leftBeyond = j == 0 ? 0 : beyond[j - 1];
        int gain = (int) Math.min(squares, weights[i + j] * gap * gap);
        beyond[j] = fromFirst * beyond[j] + fromSecond * leftBeyond;
        beyond[j] += advance(shares[j], left, new double[] {fromFirst, fromSecond}, gain);
      }
    }
    return Math.min(1, beyond[m]);
  }

  /** Mixes two rows into the first, shifted up by {@code gain}; returns what leaves the row. */
  private static double advance(double[] row, double[] left, double[] mix, int gain) {
    double lost = 0;
    for (int s = row.length - gain; s < row.length; s++) {
      lost += mix[0] * row[s] + mix[1] * left[s];
    }
    for (int s = row.length - 1; s >= gain; s--) {
      row[s] = mix[0] * row[s - gain] + mix[1] * left[s - gain];
    }
    Arrays.fill(row, 0, gain, 0);
    return lost;
  }
}
