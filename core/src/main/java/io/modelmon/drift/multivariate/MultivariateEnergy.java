package io.modelmon.drift.multivariate;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;

/**
 * Energy distance of whole rows, with a permutation test.
 *
 * <p>Answers whether the two joint distributions differ in any way, without a bandwidth to choose;
 * strongest against shifts. {@link MaximumMeanDiscrepancy} sees changes of shape better.
 *
 * <p><b>Input:</b> at least two prepared rows on each side. <br>
 * <b>Output:</b> 2·E|X−Y| − E|X−X'| − E|Y−Y'| ≥ 0 over all pairs of rows, in the unit of scaled
 * columns; the statistic of the energy test divided by n·m/(n+m), so that it does not grow with the
 * samples. P-value and noise by {@link Permutations}. <br>
 * <b>Error:</b> none; the test is exact for independent rows, provided that {@link PooledRows} were
 * not scaled by one side. <br>
 * <b>Cost:</b> as {@link MaximumMeanDiscrepancy}. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> as {@link MaximumMeanDiscrepancy}.
 *
 * @see "G. J. Székely and M. L. Rizzo, Testing for equal distributions in high dimension, InterStat
 *     5, 2004"
 */
public final class MultivariateEnergy {

  private static final String NAME = "energy";

  private MultivariateEnergy() {}

  /**
   * Compares two sides.
   *
   * @return the measure {@code energy}
   * @throws IllegalArgumentException beyond 10,000 rows
   */
  public static Measure compare(PooledRows rows, Permutations permutations) {
    DriftStatus status = rows.status(2);
    if (status != DriftStatus.OK) {
      return Measure.undefined(NAME, status).between(rows.sizes());
    }
    PairSums sums = PairSums.squaredDistances(rows);
    sums.apply(Math::sqrt);
    return permutations
        .test(
            NAME,
            rows.count(),
            rows.referenceRows(),
            sums.mean(),
            members -> distance(sums, members, rows.count()))
        .between(rows.sizes());
  }

  private static double distance(PairSums sums, int[] members, int total) {
    double n = members.length;
    double m = total - n;
    sums.divide(members);
    return 2 * sums.between() / (n * m)
        - 2 * sums.within() / (n * n)
        - 2 * sums.withinOthers() / (m * m);
  }
}
