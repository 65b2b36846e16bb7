package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;

/**
 * Chi-square comparison of a categorical feature: homogeneity of a two-row contingency table.
 *
 * <p>Answers whether any category changed its share. Decides together with {@link TotalVariation},
 * which says how much mass moved.
 *
 * <p>Levels expected fewer than {@value #LEAST_EXPECTED} times on either side are folded into one
 * rest level, because their counts are far from normal. When the rest itself is expected less
 * often, its squared deviations are divided by {@value #LEAST_EXPECTED}, never by less: one new
 * value in a window is then no alarm, yet a new category that takes over the window is, however
 * large the reference.
 *
 * <p><b>Input:</b> counts on the same levels, in any order. <br>
 * <b>Output:</b> Pearson's statistic ≥ 0, computed on the shares scaled to the effective sample
 * sizes; p-value from chi-square with levels − 1 degrees of freedom; noise is the 99 % point of
 * that law. <br>
 * <b>Error:</b> that of the normal approximation; with a rest below {@value #LEAST_EXPECTED} the
 * p-value errs high. <br>
 * <b>Cost:</b> two passes over the levels, no allocation but the result. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values, or every level too rare to be kept, is {@link
 * DriftStatus#TOO_FEW_SAMPLES}; all values in one and the same level is {@link
 * DriftStatus#NOT_APPLICABLE}; levels empty on both sides do not count.
 *
 * @implNote Both sides are samples. Taking the reference as an exact expectation, as
 *     goodness-of-fit tests do, multiplies the false alarms.
 * @see "K. Pearson, On the criterion that a given system of deviations …, Philosophical Magazine
 *     50, 1900; W. G. Cochran, Some methods for strengthening the common chi-square tests,
 *     Biometrics 10, 1954; J. N. K. Rao and A. J. Scott, The analysis of categorical data from
 *     complex sample surveys, JASA 76, 1981 (scaling to effective sizes)"
 */
public final class ChiSquare {

  private static final String NAME = "chi2";

  /** Least expected count of a level of its own, from Cochran. */
  private static final double LEAST_EXPECTED = 5;

  private ChiSquare() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per level
   * @param current counts of the same levels
   * @return the measure {@code chi2}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Measure.undefined(NAME, status);
    }
    double referenceScale = reference.effectiveN() / reference.n();
    double currentScale = current.effectiveN() / current.n();
    double referenceShare =
        reference.effectiveN() / (reference.effectiveN() + current.effectiveN());
    double smallerShare = Math.min(referenceShare, 1 - referenceShare);
    double statistic = 0;
    double restReference = 0;
    double restCurrent = 0;
    int levels = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double inReference = reference.cells()[i] * referenceScale;
      double inCurrent = current.cells()[i] * currentScale;
      if ((inReference + inCurrent) * smallerShare < LEAST_EXPECTED) {
        restReference += inReference;
        restCurrent += inCurrent;
      } else {
        statistic += contribution(inReference, inCurrent, referenceShare);
        levels++;
      }
    }
    if (restReference + restCurrent > 0) {
      statistic += contribution(restReference, restCurrent, referenceShare);
      levels++;
    }
    return result(statistic, levels - 1);
  }

  private static double contribution(double inReference, double inCurrent, double referenceShare) {
    double total = inReference + inCurrent;
    double expectedReference = total * referenceShare;
    double expectedCurrent = total * (1 - referenceShare);
    double deviation = inReference - expectedReference; // the other side deviates as much
    return deviation * deviation / Math.max(expectedReference, LEAST_EXPECTED)
        + deviation * deviation / Math.max(expectedCurrent, LEAST_EXPECTED);
  }

  private static Measure result(double statistic, int degreesOfFreedom) {
    if (degreesOfFreedom < 1) {
      return Measure.undefined(NAME, DriftStatus.TOO_FEW_SAMPLES);
    }
    double pValue = ChiSquareDistribution.survival(statistic, degreesOfFreedom);
    double noise = ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, degreesOfFreedom);
    return new Measure(NAME, statistic, pValue, noise, DriftStatus.OK);
  }
}
