package io.modelmon.drift;

import io.modelmon.math.HypergeometricDistribution;

/**
 * Fisher's exact comparison of a proportion in two samples, a 2×2 table.
 *
 * <p>Answers whether a feature of two levels changed its share, however small the samples. {@link
 * ProportionShift} answers the same at any size and for fractional effective sizes; it is the one
 * that decides.
 *
 * <p><b>Input:</b> two cells per side: hits, then the others. <br>
 * <b>Output:</b> absolute difference of the two shares, in [0, 1]; the two-sided p-value is the sum
 * over all tables with the same margins that are no more likely than the observed one; noise is
 * that of {@link ProportionShift}. <br>
 * <b>Error:</b> the p-value is exact to 1e-11 relative, also for tiny ones, and errs high by the
 * discreteness of counts: a nominal level is never exceeded. Where effective sizes are smaller than
 * the samples, counts are scaled to them and rounded, which is not exact any more. <br>
 * <b>Cost:</b> some ten operations per standard deviation of the hits. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; no hit at
 * all, or nothing but hits, is {@link DriftStatus#NOT_APPLICABLE}.
 *
 * <p><b>Dependent values:</b> exact for independent ones only. At effective sizes it alarms as
 * {@link ProportionShift} does, and is unsafe where that is.
 *
 * @implNote Tables are taken for equally likely when their probabilities differ by less than 1e-7,
 *     as in R; other libraries draw the line elsewhere.
 * @see "R. A. Fisher, The logic of inductive inference, Journal of the Royal Statistical Society
 *     98, 1935"
 */
public final class FisherExact {

  private static final String NAME = "fisher";

  private FisherExact() {}

  /**
   * Compares two sides.
   *
   * @param reference two cells: hits, then the others
   * @param current two cells: hits, then the others
   * @return the measure {@code fisher}
   * @throws IllegalArgumentException when there are not two cells, or the sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    if (reference.cells().length != 2) {
      throw new IllegalArgumentException(
          "a 2×2 table has two cells per side, had " + reference.cells().length);
    }
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double statistic =
        Math.abs(
            (double) reference.cells()[0] / reference.n()
                - (double) current.cells()[0] / current.n());
    double noise =
        ProportionShift.noise(
            Alignment.pooledShare(reference, current, reference.cells()[0], current.cells()[0]),
            reference.effectiveN(),
            current.effectiveN());
    return new Measure(NAME, statistic, pValue(reference, current), noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current));
  }

  private static double pValue(Counts reference, Counts current) {
    long inReference = scaled(reference, 0);
    long inCurrent = scaled(current, 0);
    long drawn = inCurrent + scaled(current, 1);
    long total = drawn + inReference + scaled(reference, 1);
    return total == 0
        ? 1
        : new HypergeometricDistribution(drawn, inReference + inCurrent, total).twoSided(inCurrent);
  }

  private static long scaled(Counts counts, int cell) {
    return Math.round(counts.cells()[cell] * (counts.effectiveN() / counts.n()));
  }
}
