package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * Two-sample test of a proportion, such as the share of missing values.
 *
 * <p><b>Input:</b> hits and sizes of two independent samples. <br>
 * <b>Output:</b> absolute difference of the two shares, in [0, 1]; two-sided p-value; noise is the
 * 99 % level of the difference. <br>
 * <b>Error:</b> where hits and non-hits are both expected at least five times on either side, the
 * p-value is that of the pooled z test. Below that it is the exact conditional test of the rarer
 * outcome as a Poisson count, with the smaller tail doubled, which errs high. <br>
 * <b>Cost:</b> constant; no allocation but the result. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; no hit at
 * all, or nothing but hits, is {@link DriftStatus#NOT_APPLICABLE}; noise is never below the level
 * of three expected values on the smaller side, since a single hit is a jump.
 *
 * <p><b>Dependent values:</b> plain hits and sizes are taken for independent and alarm far too
 * often when they are not; counts bring their effective size. In windows of 1,000 and more, cut
 * from an autoregressive series with a correlation of up to 0.9, the test then alarms at most twice
 * as often as 5 % and 1 % say and up to six times as often as 0.1 % says, where the share is met
 * some fifty times; it finds less than one that knew the dependence. <i>Unsafe</i> is the fall of a
 * share that a dependent window meets once or not at all: nothing shows its dependence, so it
 * counts as if rows were independent (share 0.05, correlation 0.9: 8 % of windows of 300 at a
 * nominal 0.1 %). A rise alarms less often than it says.
 *
 * @see "J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson
 *     series, Biometrika 31, 1940"
 */
public final class ProportionShift {

  private static final String NAME = "missing";

  /** Least expected count for the normal approximation, from Cochran. */
  private static final double LEAST_EXPECTED = 5;

  /** Expected count whose normal 99 % level no rarer Poisson count exceeds more often. */
  private static final double LEAST_NOISE_EXPECTED = 3;

  /** Square of the normal quantile of a two-sided 1 %. */
  private static final double CRITICAL_SQUARE =
      ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, 1);

  private ProportionShift() {}

  /**
   * Compares two samples of independent values.
   *
   * @param refHits hits in the reference, in [0, refN]
   * @param refN values in the reference, ≥ 0; all of them, not the effective number
   * @param curHits hits in the current sample, in [0, curN]
   * @param curN values in the current sample, ≥ 0
   * @return the measure {@code missing}
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static Measure compare(long refHits, double refN, long curHits, double curN) {
    requireShare(refHits, refN);
    requireShare(curHits, curN);
    SampleSizes sizes = SampleSizes.independent(Math.round(refN), Math.round(curN));
    return result((double) refHits, (double) curHits, refN, curN).between(sizes);
  }

  /**
   * Compares two samples at their effective sizes.
   *
   * @param reference two cells: hits, then the others
   * @param current two cells: hits, then the others
   * @return the measure {@code missing}
   * @throws IllegalArgumentException when there are not two cells, or the sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    if (reference.cells().length != 2) {
      throw new IllegalArgumentException(
          "a proportion has two cells, had " + reference.cells().length);
    }
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    return result(
            reference.cells()[0] * (reference.effectiveN() / reference.n()),
            current.cells()[0] * (current.effectiveN() / current.n()),
            reference.effectiveN(),
            current.effectiveN())
        .between(SampleSizes.of(reference, current));
  }

  /**
   * Compares two shares at effective sizes.
   *
   * @param reference share in the reference, in [0, 1]
   * @param referenceN effective size of the reference, ≥ 0 and finite
   * @param current share in the current sample, in [0, 1]
   * @param currentN its effective size, ≥ 0 and finite
   * @return the measure {@code missing}
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static Measure compareShares(
      double reference, double referenceN, double current, double currentN) {
    requireShareAt(reference, referenceN);
    requireShareAt(current, currentN);
    return result(reference * referenceN, current * currentN, referenceN, currentN);
  }

  private static void requireShareAt(double share, double n) {
    if (!(share >= 0 && share <= 1 && n >= 0 && n < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "shares must be in [0, 1] and sizes finite, were " + share + " and " + n);
    }
  }

  /** Returns the least noise of a share, whatever the share, at effective sizes. */
  static double leastNoise(double referenceN, double currentN) {
    double variance = LEAST_NOISE_EXPECTED / Math.min(referenceN, currentN);
    return Math.min(1, Math.sqrt(CRITICAL_SQUARE * variance * (1 / referenceN + 1 / currentN)));
  }

  private static Measure result(
      double referenceHits, double currentHits, double referenceN, double currentN) {
    if (referenceN < 1 || currentN < 1) {
      return Measure.undefined(NAME, DriftStatus.TOO_FEW_SAMPLES);
    }
    double size = referenceN + currentN;
    double pooled = (referenceHits + currentHits) / size;
    if (pooled <= 0 || pooled >= 1) {
      return Measure.undefined(NAME, DriftStatus.NOT_APPLICABLE);
    }
    double statistic = Math.abs(referenceHits / referenceN - currentHits / currentN);
    double variance = pooled * (1 - pooled) * (1 / referenceN + 1 / currentN);
    double pValue;
    if (Math.min(pooled, 1 - pooled) * Math.min(referenceN, currentN) >= LEAST_EXPECTED) {
      pValue = ChiSquareDistribution.survival(statistic * statistic / variance, 1);
    } else if (pooled <= 0.5) {
      pValue = rareTail(referenceHits, currentHits, currentN / size);
    } else {
      pValue = rareTail(referenceN - referenceHits, currentN - currentHits, currentN / size);
    }
    double noise = noise(pooled, referenceN, currentN);
    return new Measure(NAME, statistic, pValue, noise, DriftStatus.OK);
  }

  /** Returns the noise of a difference of two shares. */
  static double noise(double pooled, double referenceN, double currentN) {
    double variance = pooled * (1 - pooled) * (1 / referenceN + 1 / currentN);
    double normal = Math.sqrt(CRITICAL_SQUARE * variance);
    return Math.min(1, Math.max(normal, leastNoise(referenceN, currentN)));
  }

  /**
   * Returns twice the smaller tail of a binomial count: given the total, each rare outcome is in
   * the current sample with probability {@code share}. The beta function takes fractional counts
   * too.
   */
  private static double rareTail(double inReference, double inCurrent, double share) {
    double atLeast = inCurrent <= 0 ? 1 : Beta.regularizedBeta(share, inCurrent, inReference + 1);
    double atMost =
        inReference <= 0 ? 1 : Beta.regularizedBeta(1 - share, inReference, inCurrent + 1);
    return Math.min(1, 2 * Math.min(atLeast, atMost));
  }

  private static void requireShare(long hits, double n) {
    if (!(hits >= 0 && hits <= n && n < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "hits must be in [0, n] and n finite, were " + hits + " and " + n);
    }
  }
}
