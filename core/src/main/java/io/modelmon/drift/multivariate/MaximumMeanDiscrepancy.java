package io.modelmon.drift.multivariate;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;

/**
 * Squared maximum mean discrepancy of whole rows under a Gaussian kernel, with a permutation test.
 *
 * <p>Answers whether the two joint distributions differ in any way; strongest against smooth
 * changes of many columns at once. {@link FourierMeanDiscrepancy} is the form for many rows, {@link
 * MultivariateEnergy} needs no bandwidth.
 *
 * <p><b>Input:</b> at least two prepared rows on each side. <br>
 * <b>Output:</b> the unbiased estimate, at most 2, around 0 and possibly below it without drift;
 * p-value and noise by {@link Permutations}. <br>
 * <b>Error:</b> none for independent rows, provided that {@link PooledRows} were not scaled by one
 * side: the bandwidth is the median distance over the pairs of all rows, which no exchange of rows
 * changes either, so that the test is exact. Where more than half of the pairs are equal, it is the
 * root mean square distance. <br>
 * <b>Cost:</b> N²·columns/2 to compare N rows, at most N²/8 per permutation, 8·N² bytes. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> fewer than two rows on a side is {@link DriftStatus#TOO_FEW_SAMPLES}; all
 * rows equal is {@link DriftStatus#NOT_APPLICABLE}.
 *
 * @see "A. Gretton, K. M. Borgwardt, M. J. Rasch, B. Schölkopf and A. Smola, A kernel two-sample
 *     test, Journal of Machine Learning Research 13, 2012, equation 3 and section 8"
 */
public final class MaximumMeanDiscrepancy {

  private static final String NAME = "mmd";

  private MaximumMeanDiscrepancy() {}

  /**
   * Compares two sides.
   *
   * @return the measure {@code mmd}
   * @throws IllegalArgumentException beyond 10,000 rows
   */
  public static Measure compare(PooledRows rows, Permutations permutations) {
    DriftStatus status = rows.status(2);
    if (status != DriftStatus.OK) {
      return Measure.undefined(NAME, status).between(rows.sizes());
    }
    PairSums sums = PairSums.squaredDistances(rows);
    double median = sums.median();
    double squaredBandwidth = median > 0 ? median : sums.mean();
    sums.apply(squared -> Math.exp(-squared / (2 * squaredBandwidth)));
    return permutations
        .test(
            NAME,
            rows.count(),
            rows.referenceRows(),
            sums.mean(),
            members -> estimate(sums, members, rows.count()))
        .between(rows.sizes());
  }

  private static double estimate(PairSums sums, int[] members, int total) {
    double n = members.length;
    double m = total - n;
    sums.divide(members);
    return 2 * sums.within() / (n * (n - 1))
        + 2 * sums.withinOthers() / (m * (m - 1))
        - 2 * sums.between() / (n * m);
  }
}
