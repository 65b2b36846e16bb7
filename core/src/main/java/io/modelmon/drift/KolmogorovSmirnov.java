package io.modelmon.drift;

import io.modelmon.math.KolmogorovDistribution;

/**
 * Two-sample Kolmogorov–Smirnov comparison of one numeric feature, on cells in ascending order.
 *
 * <p>Answers whether the two distribution functions differ anywhere; the deciding measure for
 * numeric features. {@link Wasserstein} says by how much, in the unit of the feature.
 *
 * <p><b>Input:</b> counts on the same cells; missing and non-finite values are excluded. <br>
 * <b>Output:</b> D in [0, 1], larger is more drift. The p-value is the limit law of Kolmogorov at
 * the effective sample sizes; noise is 1.628·√(1/n+1/m), also at effective sizes, the 99 % point of
 * that law. <br>
 * <b>Error:</b> D is exact on the cells; against raw values it is low by at most the mass that
 * either side has in one cell. For small samples and for few distinct values the p-value errs high:
 * the test finds less, it never alarms more. <br>
 * <b>Cost:</b> one pass over the cells, no allocation but the result. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; one value
 * gives a D that can never be significant; all values in one and the same cell is {@link
 * DriftStatus#NOT_APPLICABLE}; ties are what cells are made of and cost nothing.
 *
 * @implNote SciPy's {@code method="asymp"} evaluates the finite one-sample law at the rounded
 *     n·m/(n+m) instead; the two agree as samples grow, and ours accepts fractional sizes.
 * @see "N. Smirnov, Table for estimating the goodness of fit of empirical distributions, Annals of
 *     Mathematical Statistics 19, 1948"
 */
public final class KolmogorovSmirnov {

  private static final String NAME = "ks";

  /** The 99 % point of the limit law, as tabled by Smirnov. */
  private static final double CRITICAL = 1.628;

  private KolmogorovSmirnov() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @return the measure {@code ks}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Measure.undefined(NAME, status);
    }
    double statistic = largestGap(reference, current);
    double spread = Math.sqrt(Alignment.varianceFactor(reference, current));
    double pValue = KolmogorovDistribution.survival(statistic / spread);
    return new Measure(NAME, statistic, pValue, CRITICAL * spread, DriftStatus.OK);
  }

  private static double largestGap(Counts reference, Counts current) {
    long referenceBelow = 0;
    long currentBelow = 0;
    double largest = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
      double gap =
          Math.abs((double) referenceBelow / reference.n() - (double) currentBelow / current.n());
      largest = Math.max(largest, gap);
    }
    return largest;
  }
}
