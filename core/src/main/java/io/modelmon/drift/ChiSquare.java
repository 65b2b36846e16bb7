package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;

/**
 * Chi-square comparison of a categorical feature: homogeneity of a two-row contingency table.
 *
 * <p>Answers whether any category changed its share. Decides together with {@link TotalVariation},
 * which says how much mass moved. Under strong dependence the effective sizes leave it little to go
 * by: it then finds large drift only. {@link GStatistic} is its likelihood ratio form.
 *
 * <p>Levels expected fewer than five times on either side are folded into one rest level, because
 * their counts are far from normal. When the rest itself is expected less often, its squared
 * deviations are divided by five, never by less: one new value in a window is then no alarm, yet a
 * new category that takes over the window is, however large the reference. Folding bounds the
 * degrees of freedom by a fifth of the smaller side's effective size, whatever the number of
 * levels; a level that the reference never held is one like any other, kept or folded by the same
 * rule.
 *
 * <p><b>Input:</b> counts on the same levels, in any order. <br>
 * <b>Output:</b> Pearson's statistic ≥ 0, computed on the shares scaled to the effective sample
 * sizes; p-value from chi-square with levels − 1 degrees of freedom; noise is the 99 % point of
 * that law. No interval: its unit is that of its law and grows with the samples. <br>
 * <b>Error:</b> that of the normal approximation; with a rest below five the p-value errs high.
 * <br>
 * <b>Cost:</b> two passes over the levels, no allocation but the result. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values, or every level too rare to be kept, is {@link
 * DriftStatus#TOO_FEW_SAMPLES}; all values in one and the same level is {@link
 * DriftStatus#NOT_APPLICABLE}; levels empty on both sides do not count.
 *
 * <p><b>Dependent values:</b> plain counts are taken for independent and alarm far too often when
 * they are not. At its effective size a window is worth what the direction with the most dependence
 * is worth. Two levels are a share, and behave as in {@link ProportionShift}, its unsafe falls
 * included. Levels that stay as they are for a while alarm in 2–4 % at a nominal 5 %. Levels along
 * an order leave the test nearly powerless: seven that are cut from an autoregressive series with
 * correlation 0.9 alarm in 0.03 % at 5 %, and a shift by half a standard deviation, which every
 * independent window of 1,000 shows, is found in one of five at 1 %, by a whole one in nine of ten.
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
    return status == DriftStatus.OK
        ? result(FoldedTable.folded(reference, current, ChiSquare::pearson), reference, current)
        : Alignment.undefined(NAME, status, reference, current);
  }

  /**
   * Compares two sides without folding: the plain statistic of the contingency table of the levels
   * that occur, as other libraries compute it without continuity correction. Its p-value is only
   * good where all levels are expected some five times.
   *
   * @param reference counts per level
   * @param current counts of the same levels
   * @return the measure {@code chi2}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compareUnfolded(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    return status == DriftStatus.OK
        ? result(FoldedTable.unfolded(reference, current, ChiSquare::pearson), reference, current)
        : Alignment.undefined(NAME, status, reference, current);
  }

  private static double pearson(double deviation, double expected) {
    return deviation * deviation / expected;
  }

  private static Measure result(FoldedTable table, Counts reference, Counts current) {
    int degreesOfFreedom = table.levels() - 1;
    if (degreesOfFreedom < 1) {
      return Alignment.undefined(NAME, DriftStatus.TOO_FEW_SAMPLES, reference, current);
    }
    double pValue = ChiSquareDistribution.survival(table.statistic(), degreesOfFreedom);
    double noise = ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, degreesOfFreedom);
    return new Measure(NAME, table.statistic(), pValue, noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current));
  }
}
