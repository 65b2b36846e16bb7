package io.modelmon.math;

import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Exact law of the Mann–Whitney (rank sum) statistic with midranks, given which values of the
 * pooled sample are tied.
 *
 * <p><b>Input:</b> sizes, the deviation of U from its mean, the sizes of the tied groups. <br>
 * <b>Output:</b> two-sided tail probability in (0, 1]: the share of all arrangements whose U is at
 * least as far from n·m/2. <br>
 * <b>Error:</b> counts of arrangements are added, never subtracted: relative error below 1e-13.
 * <br>
 * <b>Cost:</b> {@link #steps}, which is (n+m)·k²·(n+m−k) with k the smaller size, twice that with
 * ties; as many doubles divided by n+m. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is
 *     stochastically larger than the other, Annals of Mathematical Statistics 18, 1947; B.
 *     Streitberg and J. Röhmel, Exact distributions for permutation and rank tests, Statistical
 *     Software Newsletter 12, 1986 (ties)"
 */
public final class RankSumLaw {

  /** Most values of both samples whose arrangements a double can count. */
  static final int MOST_VALUES = 1020;

  private RankSumLaw() {}

  /**
   * Returns how many elementary steps {@link #survival} takes, infinity for more values than it
   * takes.
   */
  public static double steps(long n, long m, boolean tied) {
    if (n + m > MOST_VALUES) {
      return Double.POSITIVE_INFINITY;
    }
    double smaller = Math.min(n, m);
    double larger = Math.max(n, m);
    return (n + m) * smaller * (smaller * larger * (tied ? 2 : 1) + 1);
  }

  /**
   * Returns the probability that |2U − n·m| is at least as large as observed when both samples come
   * from one distribution.
   *
   * @param n size of one sample, ≥ 1
   * @param m size of the other, ≥ 1
   * @param deviation the observed |2U − n·m|, a whole number also with ties
   * @param groups sizes of the groups of equal values, in ascending order of value; their sum is
   *     n+m
   * @return a probability in (0, 1]
   * @throws IllegalArgumentException when the sizes do not fit together, or there are too many
   *     arrangements for a double
   */
  public static double survival(int n, int m, long deviation, int[] groups) {
    TiedGroups.ends(n, m, groups);
    if (n + m > MOST_VALUES) {
      throw new IllegalArgumentException("n + m must be <= " + MOST_VALUES + ", was " + (n + m));
    }
    int unit = groups.length == n + m ? 2 : 1; // without ties 2U is even
    double[][] arrangements = arrangements(Math.min(n, m), Math.max(n, m), groups, unit);
    double[] complete = arrangements[arrangements.length - 1];
    double beyond = 0;
    double all = 0;
    for (int u = 0; u < complete.length; u++) {
      all += complete[u];
      if (Math.abs((long) u * unit - (long) n * m) >= deviation) {
        beyond += complete[u];
      }
    }
    return beyond / all;
  }

  /** Returns at [c][u] in how many ways c values of the smaller sample reach 2U = u·unit. */
  private static double[][] arrangements(int smaller, int larger, int[] groups, int unit) {
    double[][] ways = new double[smaller + 1][2 * smaller * larger / unit + 1];
    ways[0][0] = 1;
    int below = 0;
    for (int group : groups) {
      // From the top, so that rows with fewer values are still those before this group.
      for (int chosen = Math.min(smaller, below + group); chosen >= 1; chosen--) {
        for (int here = 1; here <= Math.min(group, chosen); here++) {
          int others = below - (chosen - here); // of the larger sample, below this group
          if (others >= 0 && others <= larger && group - here <= larger) {
            int gain = here * (2 * others + group - here) / unit;
            double choices = CombinatoricsUtils.binomialCoefficientDouble(group, here);
            add(ways[chosen], ways[chosen - here], gain, choices);
          }
        }
      }
      below += group;
    }
    return ways;
  }

  private static void add(double[] target, double[] source, int shift, double factor) {
    for (int u = target.length - 1; u >= shift; u--) {
      target[u] += factor * source[u - shift];
    }
  }
}
