package io.modelmon.math;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Exact law of a weighted sum of squared gaps between two sample distribution functions, by
 * enumerating all arrangements of the pooled values.
 *
 * <p><b>Input:</b> sizes, the observed sum, groups of tied values with the weight of the gap at
 * their ends. <br>
 * <b>Output:</b> tail probability in (0, 1]: the share of arrangements whose sum is at least as
 * large, sums that differ by rounding only taken for equal. <br>
 * <b>Error:</b> counts of arrangements are added, never subtracted: relative error below 1e-13.
 * <br>
 * <b>Cost:</b> up to some {@link #steps}, fewer with ties; branches that have reached the observed
 * sum are counted, not walked. As deep a recursion as there are groups. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "R. A. Fisher, The Design of Experiments, Oliver and Boyd, 1935, section 21"
 */
public final class ArrangementTail {

  /** Sums that differ by less are equal but for rounding. */
  private static final double ROUNDING = 1e-11;

  /** Most values of both samples whose arrangements a double can count. */
  static final int MOST_VALUES = 1020;

  private final int n;
  private final int m;
  private final double threshold;
  private final Groups groups;

  private ArrangementTail(int n, int m, double threshold, Groups groups) {
    this.n = n;
    this.m = m;
    this.threshold = threshold;
    this.groups = groups;
  }

  /**
   * Groups of equal values, in ascending order of value.
   *
   * @param sizes how many values of both samples are in each
   * @param weights factor of the squared gap at the end of each, ≥ 0
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for the length of one computation
  public record Groups(int[] sizes, double[] weights) {}

  /** Returns in how many ways n+m values fall into two samples. */
  public static double arrangements(long n, long m) {
    double logarithm =
        Gamma.logGamma(n + m + 1.0) - Gamma.logGamma(n + 1.0) - Gamma.logGamma(m + 1.0);
    return Math.exp(logarithm);
  }

  /**
   * Returns about how many groups {@link #survival} visits without ties, infinity for more values
   * than it takes: every arrangement, and the values after the last one of the smaller sample.
   */
  public static double steps(long n, long m) {
    return n + m > MOST_VALUES
        ? Double.POSITIVE_INFINITY
        : arrangements(n, m) * (n + m) / (Math.min(n, m) + 1.0);
  }

  /**
   * Returns the probability that Σ weight·(i/n − j/m)² is at least as large as observed when both
   * samples come from one distribution.
   *
   * @param n size of one sample, ≥ 1
   * @param m size of the other, ≥ 1
   * @param observed the observed sum
   * @param groups the groups; their sizes add up to n+m
   * @return a probability in (0, 1]
   * @throws IllegalArgumentException when the sizes do not fit together, or there are too many
   *     arrangements for a double
   */
  public static double survival(int n, int m, double observed, Groups groups) {
    TiedGroups.ends(n, m, groups.sizes());
    if (n + m > MOST_VALUES) {
      throw new IllegalArgumentException("n + m must be <= " + MOST_VALUES + ", was " + (n + m));
    }
    ArrangementTail tail = new ArrangementTail(n, m, observed * (1 - ROUNDING), groups);
    return Math.min(1, tail.share(0, 0, 0, 0));
  }

  /**
   * Returns the share of the arrangements with a large enough sum among those that begin with i
   * values of one and j of the other sample.
   */
  private double share(int group, int i, int j, double sum) {
    double gap = (double) i / n - (double) j / m;
    double total = group == 0 ? 0 : sum + groups.weights()[group - 1] * gap * gap;
    if (total >= threshold) {
      return 1;
    }
    if (group == groups.sizes().length) {
      return 0;
    }
    int size = groups.sizes()[group];
    int left = n - i;
    int right = m - j;
    double share = 0;
    for (int here = Math.max(0, size - right); here <= Math.min(size, left); here++) {
      double chance =
          size == 1
              ? (double) (here == 1 ? left : right) / (left + right)
              : CombinatoricsUtils.binomialCoefficientDouble(left, here)
                  * CombinatoricsUtils.binomialCoefficientDouble(right, size - here)
                  / CombinatoricsUtils.binomialCoefficientDouble(left + right, size);
      share += chance * share(group + 1, i + here, j + size - here, total);
    }
    return share;
  }
}
