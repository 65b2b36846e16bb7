package io.modelmon.drift;

/**
 * Benjamini–Yekutieli adjustment of p-values: as {@link BenjaminiHochberg}, with a guarantee under
 * any dependence of the tests, at the price of a factor 1 + ½ + ⅓ + … + 1/tests.
 *
 * <p><b>Input:</b> p-values in [0, 1]; NaN marks a test that was not made and does not count. <br>
 * <b>Output:</b> adjusted p-values in [0, 1], in the same order, never below the raw ones. <br>
 * <b>Error:</b> exact. <br>
 * <b>Cost:</b> one sort. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> no p-value gives an empty result, a single one stays as it is, equal ones
 * stay equal.
 *
 * @see "Y. Benjamini and D. Yekutieli, The control of the false discovery rate in multiple testing
 *     under dependency, Annals of Statistics 29, 2001"
 */
public final class BenjaminiYekutieli {

  private BenjaminiYekutieli() {}

  /**
   * Returns the adjusted p-values.
   *
   * @param pValues in [0, 1] or NaN; not changed
   * @return one adjusted value per entry, NaN where the entry is NaN
   * @throws IllegalArgumentException when a value is outside [0, 1]
   */
  public static double[] adjust(double[] pValues) {
    RankedPValues ranked = new RankedPValues(pValues);
    double harmonic = 0;
    for (int rank = ranked.tests(); rank >= 1; rank--) {
      harmonic += 1.0 / rank;
    }
    return BenjaminiHochberg.stepUp(ranked, harmonic);
  }
}
