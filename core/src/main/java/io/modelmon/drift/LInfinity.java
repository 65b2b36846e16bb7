package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;

/**
 * Largest absolute difference of the share of any one level (the L∞ distance).
 *
 * <p>Names the level that moved most, by how much; {@link TotalVariation} adds all of them up.
 *
 * <p><b>Input:</b> counts on the same levels, in any order. <br>
 * <b>Output:</b> distance in [0, 1]; p-value and 99 % noise level under no drift, at effective
 * sample sizes. The interval is a one-sided 99 % lower bound of the true distance, made as that of
 * {@link TotalVariation}. <br>
 * <b>Error:</b> the distance is exact. Differences are taken as normal, and the largest of them is
 * bounded by Šidák's inequality, which needs no correlations: exact for two levels, and erring high
 * by little otherwise, most where one level holds nearly all. <br>
 * <b>Cost:</b> some ten passes over the levels with an incomplete gamma function each. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; all values in
 * one and the same level is {@link DriftStatus#NOT_APPLICABLE}; noise is held at the level of three
 * expected values on the smaller side, since a single count is a jump; below some ten independent
 * values the p-value is too small.
 *
 * @see "Z. Šidák, Rectangular confidence regions for the means of multivariate normal
 *     distributions, JASA 62, 1967"
 */
public final class LInfinity {

  private static final String NAME = "l_infinity";

  private static final int MAX_STEPS = 100;

  private LInfinity() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per level
   * @param current counts of the same levels
   * @return the measure {@code l_infinity}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    int levels = reference.cells().length;
    double factor = Alignment.varianceFactor(reference, current);
    double[] pooled = new double[levels];
    double[] opposed = new double[levels];
    double statistic = 0;
    for (int i = 0; i < levels; i++) {
      long inReference = reference.cells()[i];
      long inCurrent = current.cells()[i];
      double p = (double) inReference / reference.n();
      double q = (double) inCurrent / current.n();
      statistic = Math.max(statistic, Math.abs(p - q));
      pooled[i] = variance(Alignment.pooledShare(reference, current, inReference, inCurrent));
      opposed[i] = variance(Alignment.opposedShare(reference, current, inReference, inCurrent));
    }
    if (Alignment.occupied(reference, current) == 2) {
      leaveOne(pooled);
      leaveOne(opposed);
    }
    double floor = ProportionShift.leastNoise(reference.effectiveN(), current.effectiveN());
    double noise = Math.min(1, Math.max(floor, criticalValue(pooled, factor)));
    double lower = statistic - Math.max(floor, criticalValue(opposed, factor));
    return new Measure(
            NAME,
            statistic,
            survival(statistic * statistic / factor, pooled),
            noise,
            DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(Interval.above(lower, 1 - NoiseLevel.TAIL));
  }

  private static double variance(double share) {
    return share * Math.max(0, 1 - share);
  }

  /** The differences of two levels are one and the same but for the sign. */
  private static void leaveOne(double[] variances) {
    boolean found = false;
    for (int i = 0; i < variances.length; i++) {
      if (found) {
        variances[i] = 0;
      }
      found |= variances[i] > 0;
    }
  }

  /** Returns the probability that the square of any difference, over the factor, exceeds x. */
  private static double survival(double x, double[] variances) {
    double logNone = 0;
    for (double variance : variances) {
      if (variance > 0) {
        logNone += Math.log1p(-ChiSquareDistribution.survival(x / variance, 1));
      }
    }
    return 0 - Math.expm1(logNone); // not -0.0
  }

  private static double criticalValue(double[] variances, double factor) {
    double largest = 0;
    int levels = 0;
    for (double variance : variances) {
      largest = Math.max(largest, variance);
      levels += variance > 0 ? 1 : 0;
    }
    if (largest == 0) {
      return 0;
    }
    double low = largest * ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, 1);
    double high = largest * ChiSquareDistribution.criticalValue(NoiseLevel.TAIL / levels, 1);
    double lowExcess = excess(low, variances);
    double highExcess = excess(high, variances);
    if (lowExcess <= 0 || highExcess >= 0) { // one level, or one that rules all others
      return Math.sqrt(factor * (lowExcess <= 0 ? low : high));
    }
    // The logarithm of the tail is nearly straight: false position, each stale end halved.
    for (int step = 0; step < MAX_STEPS && high - low > 1e-14 * high; step++) {
      double x = low + (high - low) * lowExcess / (lowExcess - highExcess);
      double excess = excess(x, variances);
      if (Math.abs(excess) < 1e-13) {
        return Math.sqrt(factor * x);
      }
      if (excess > 0) {
        low = x;
        lowExcess = excess;
        highExcess /= 2;
      } else {
        high = x;
        highExcess = excess;
        lowExcess /= 2;
      }
    }
    return Math.sqrt(factor * (low + high) / 2);
  }

  private static double excess(double x, double[] variances) {
    return Math.log(survival(x, variances) / NoiseLevel.TAIL);
  }
}
