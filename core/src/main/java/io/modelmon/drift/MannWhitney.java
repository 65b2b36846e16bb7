package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.RankSumLaw;

/**
 * Mann–Whitney (Wilcoxon rank sum) comparison of one numeric feature, on cells in ascending order
 * or on raw samples.
 *
 * <p>Answers whether current values tend to be larger or smaller than those of the reference. More
 * powerful against a shift than {@link KolmogorovSmirnov}; blind to a change of spread that leaves
 * the order balanced.
 *
 * <p><b>Input:</b> counts on the same cells, or raw samples: NaN is refused, infinities are the
 * extreme ranks. <br>
 * <b>Output:</b> |2U/(n·m) − 1| in [0, 1], the absolute difference between the chances that the one
 * and the other value of a random pair is larger (Cliff's delta); U counts ties as a half. The
 * p-value is two-sided: exact for independent values, given their ties, as long as {@link
 * RankSumLaw#steps} is at most {@value #EXACT_STEPS}; otherwise normal with the variance corrected
 * for ties and half a step of continuity. Noise is the 99 % level of the normal law. <br>
 * <b>Error:</b> the statistic is exact on the cells. Effective sizes enter mean square and
 * continuity step of the normal law in place of n and m. That law is good to some percent of p
 * around 1 %, and far out only as to the order of magnitude. <br>
 * <b>Cost:</b> one pass over the cells; an exact p-value some milliseconds; two sorts for raw
 * samples. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; one value is
 * enough; all values equal is {@link DriftStatus#NOT_APPLICABLE}; when nearly all are, the normal
 * law takes at least three expected values that are not.
 *
 * <p><b>Dependent values:</b> raw samples are taken for independent and alarm far too often when
 * they are not. The sum of ranks inflates as a mean does, so counts with their effective size keep
 * the level, without the margin that {@link KolmogorovSmirnov} has.
 *
 * @see "H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is
 *     stochastically larger than the other, Annals of Mathematical Statistics 18, 1947; N. Cliff,
 *     Dominance statistics, Psychological Bulletin 114, 1993"
 */
public final class MannWhitney {

  /** Most elementary steps of an exact p-value: a few milliseconds. */
  static final int EXACT_STEPS = 4_000_000;

  private static final String NAME = "mann_whitney";

  private static final double CRITICAL =
      Math.sqrt(ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, 1));

  private MannWhitney() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @return the measure {@code mann_whitney}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double pairs = (double) reference.n() * current.n();
    double dominance = dominance(reference, current);
    double statistic = Math.min(1, dominance / pairs);
    double deviation = deviation(reference, current);
    double effectivePairs = reference.effectiveN() * current.effectiveN();
    double continuity = Math.min(1, 1 / effectivePairs); // half a step of U
    boolean tied = Alignment.tied(reference, current);
    double pValue;
    if (Alignment.independent(reference, current)
        && RankSumLaw.steps(reference.n(), current.n(), tied) <= EXACT_STEPS) {
      int[] groups = Alignment.groups(reference, current);
      int n = (int) reference.n();
      pValue = RankSumLaw.survival(n, (int) current.n(), (long) dominance, groups);
    } else {
      double z = Math.max(0, statistic - continuity) / deviation;
      pValue = ChiSquareDistribution.survival(z * z, 1);
    }
    double noise = Math.min(1, CRITICAL * deviation + continuity);
    return new Measure(NAME, statistic, pValue, noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current));
  }

  /**
   * Compares two raw samples of independent values.
   *
   * @param reference values in any order, none NaN; not changed
   * @param current values in any order, none NaN; not changed
   * @return the measure {@code mann_whitney}
   * @throws IllegalArgumentException when a value is NaN
   */
  public static Measure compare(double[] reference, double[] current) {
    PooledSamples pooled = PooledSamples.ranked(reference, current);
    return compare(pooled.reference(), pooled.current());
  }

  /** Returns |2U − n·m|: pairs in which the one side is larger, less those of the other. */
  private static double dominance(Counts reference, Counts current) {
    double difference = 0;
    long referenceBelow = 0;
    long currentBelow = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      difference += (double) current.cells()[i] * referenceBelow;
      difference -= (double) reference.cells()[i] * currentBelow;
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
    }
    return Math.abs(difference);
  }

  /** Returns the standard deviation of 2U/(n·m), at effective sizes, given the ties. */
  private static double deviation(Counts reference, Counts current) {
    double size = (double) reference.n() + current.n();
    double ties = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double group =
          size
              * Alignment.pooledShare(reference, current, reference.cells()[i], current.cells()[i]);
      ties += group * (group * group - 1);
    }
    double untied = Math.max(1e-18, 1 - ties / (size * (size * size - 1)));
    double effectivePairs = reference.effectiveN() * current.effectiveN();
    double effectiveSize = reference.effectiveN() + current.effectiveN();
    double variance = (effectiveSize + 1) / (3 * effectivePairs) * untied;
    return Math.sqrt(variance * Alignment.rarity(reference, current));
  }
}
