package io.modelmon.drift;

import io.modelmon.math.Interval;

/**
 * Largest absolute difference of the share of any one level (the L∞ distance).
 *
 * <p>Names the level that moved most, by how much; {@link TotalVariation} adds all of them up.
 *
 * <p><b>Input:</b> counts on the same levels, in any order. <br>
 * <b>Output:</b> distance in [0, 1]; p-value and 99 % noise level under no drift, at effective
 * sample sizes. The interval is a one-sided 99 % lower bound of the true distance, made as that of
 * {@link TotalVariation}. <br>
 * <b>Error:</b> the distance is exact. The difference of a level is taken as normal, corrected for
 * the skewness that few expected values have, and the largest of them is bounded by Šidák's
 * inequality, which needs no correlations: exact for two common levels, and erring high by little
 * otherwise. A nominal 1 % is at most 2 % where levels are expected twice and differ in weight.
 * Between samples of equal sizes a difference moves by whole counts, which are not smoothed:
 * Šidák's bound is wide enough for that. Groups that were cut from the reference are no such
 * levels, their counts there do not vary and their shares are skew: over twenty of them a nominal 1
 * % is up to 2 %, 3 % and 5 % where fifty, ten and two values are expected. <br>
 * <b>Cost:</b> some ten passes over the levels, two logarithms and two error functions each; four
 * small arrays. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; all values in
 * one and the same level is {@link DriftStatus#NOT_APPLICABLE}; noise is held at the level of three
 * expected values on the smaller side, since a single count is a jump; below some ten independent
 * values the p-value is too small.
 *
 * <p><b>Dependent values:</b> as {@link TotalVariation} for two levels and for levels that stay as
 * they are for a while. Where many levels depend along an order it is the least powerful of the
 * measures: no level moves as the whole does, and seven of an autoregressive series with
 * correlation 0.9 exceed the noise in 2 % of windows of 1,000 when the series moves by half a
 * standard deviation.
 *
 * @see "Z. Šidák, Rectangular confidence regions for the means of multivariate normal
 *     distributions, JASA 62, 1967; O. E. Barndorff-Nielsen, Modified signed log likelihood ratio,
 *     Biometrika 78, 1991 (tails by the signed root of the deviance)"
 */
public final class LInfinity {

  private static final String NAME = "l_infinity";

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
    double statistic = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double p = (double) reference.cells()[i] / reference.n();
      double q = (double) current.cells()[i] / current.n();
      statistic = Math.max(statistic, Math.abs(p - q));
    }
    double floor = ProportionShift.leastNoise(reference.effectiveN(), current.effectiveN());
    LargestDifference law = LargestDifference.of(reference, current, Alignment::pooledShare);
    LargestDifference drifted = LargestDifference.of(reference, current, Alignment::opposedShare);
    double noise = Math.min(1, Math.max(floor, law.criticalValue()));
    double lower = statistic - Math.max(noise, drifted.criticalValue());
    return new Measure(NAME, statistic, law.survival(statistic), noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(Interval.above(lower, 1 - NoiseLevel.TAIL));
  }
}
