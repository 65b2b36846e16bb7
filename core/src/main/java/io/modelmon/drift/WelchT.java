package io.modelmon.drift;

import io.modelmon.math.StudentDistribution;

/**
 * Welch's t test of one numeric feature: whether the means differ, whatever the variances.
 *
 * <p>For those who know the test and want it reported. <b>Unsafe on heavy tails:</b> a few extreme
 * values decide mean and variance, so that with unequal sizes p-values below 1 % may be many times
 * too small; prefer {@link MannWhitney}.
 *
 * <p><b>Input:</b> counts on the same cells and one position per cell, or raw samples: NaN and
 * infinities are refused. <br>
 * <b>Output:</b> |t| ≥ 0; two-sided p-value with the degrees of freedom of Welch and Satterthwaite;
 * noise is the 99 % level of |t|. At effective sizes the variance of each mean is that of n_e
 * independent values, with n_e − 1 degrees of freedom. <br>
 * <b>Error:</b> on cells, that of moving each value to the position of its cell. The p-value is
 * close for normal values and approximate otherwise. <br>
 * <b>Cost:</b> two passes over the cells, some dozen incomplete beta functions; two sorts for raw
 * samples. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side worth less than two independent values is {@link
 * DriftStatus#TOO_FEW_SAMPLES}; no variation within either side, even when the sides differ, is
 * {@link DriftStatus#NOT_APPLICABLE}, because then no noise is known to measure against.
 *
 * <p><b>Dependent values:</b> raw samples are taken for independent and alarm far too often when
 * they are not. With effective sizes the level holds for normal values; it has no margin.
 *
 * @see "B. L. Welch, The generalization of Student's problem when several different population
 *     variances are involved, Biometrika 34, 1947; F. E. Satterthwaite, An approximate distribution
 *     of estimates of variance components, Biometrics Bulletin 2, 1946"
 */
public final class WelchT {

  private static final String NAME = "welch_t";

  private WelchT() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @param positions one representative value per cell, finite, ascending; equal neighbours allowed
   * @return the measure {@code welch_t}
   * @throws IllegalArgumentException when the two sides or the positions do not fit together
   */
  public static Measure compare(Counts reference, Counts current, double[] positions) {
    DriftStatus status = Alignment.status(reference, current);
    Positions scaled = Positions.of(positions, reference, current);
    if (status == DriftStatus.TOO_FEW_SAMPLES
        || reference.effectiveN() < 2
        || current.effectiveN() < 2) {
      return Alignment.undefined(NAME, DriftStatus.TOO_FEW_SAMPLES, reference, current);
    }
    MeanEstimate expected = MeanEstimate.of(reference, scaled);
    MeanEstimate found = MeanEstimate.of(current, scaled);
    double variance = expected.variance() + found.variance();
    if (!(variance > 0)) {
      return Alignment.undefined(NAME, DriftStatus.NOT_APPLICABLE, reference, current);
    }
    double statistic = Math.abs(found.mean() - expected.mean()) / Math.sqrt(variance);
    double degrees = degreesOfFreedom(expected, found);
    double pValue = StudentDistribution.survival(statistic, degrees);
    double noise = StudentDistribution.criticalValue(NoiseLevel.TAIL, degrees);
    return new Measure(NAME, statistic, pValue, noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current));
  }

  /**
   * Compares two raw samples of independent values.
   *
   * @param reference finite values in any order; not changed
   * @param current finite values in any order; not changed
   * @return the measure {@code welch_t}
   * @throws IllegalArgumentException when a value is NaN or infinite
   */
  public static Measure compare(double[] reference, double[] current) {
    PooledSamples pooled = PooledSamples.finite(reference, current);
    return compare(pooled.reference(), pooled.current(), pooled.values());
  }

  /** Returns Satterthwaite's degrees of freedom of the difference of two means. */
  static double degreesOfFreedom(MeanEstimate expected, MeanEstimate found) {
    double sum = expected.variance() + found.variance();
    double first = expected.variance() / sum; // shares, so that nothing overflows
    double second = found.variance() / sum;
    return 1
        / (first * first / (expected.effectiveN() - 1)
            + second * second / (found.effectiveN() - 1));
  }
}
