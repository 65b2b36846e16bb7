package io.modelmon.drift;

/**
 * Benjamini–Hochberg adjustment of p-values: keeps the expected share of false discoveries among
 * all discoveries at or below alpha when those with an adjusted value below alpha are taken.
 *
 * <p><b>Input:</b> p-values in [0, 1]; NaN marks a test that was not made and does not count. <br>
 * <b>Output:</b> adjusted p-values in [0, 1], in the same order, never below the raw ones. <br>
 * <b>Error:</b> exact; the guarantee holds for independent and for positively dependent tests. <br>
 * <b>Cost:</b> one sort. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> no p-value gives an empty result, a single one stays as it is, equal ones
 * stay equal.
 *
 * @see "Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57, 1995; Y.
 *     Benjamini and D. Yekutieli, The control of the false discovery rate in multiple testing under
 *     dependency, Annals of Statistics 29, 2001"
 */
public final class BenjaminiHochberg {

  private BenjaminiHochberg() {}

  /**
   * Returns the adjusted p-values.
   *
   * @param pValues in [0, 1] or NaN; not changed
   * @return one adjusted value per entry, NaN where the entry is NaN
   * @throws IllegalArgumentException when a value is outside [0, 1]
   */
  public static double[] adjust(double[] pValues) {
    return stepUp(new RankedPValues(pValues), 1);
  }

  /** Returns p·factor·tests/rank, held at or below that of every larger p-value and at 1. */
  static double[] stepUp(RankedPValues ranked, double factor) {
    int tests = ranked.tests();
    double[] adjustedByRank = new double[tests];
    double least = 1;
    for (int rank = tests; rank >= 1; rank--) {
      least = Math.min(least, ranked.atRank(rank) * (factor * tests / rank));
      adjustedByRank[rank - 1] = least;
    }
    return ranked.inOriginalOrder(adjustedByRank);
  }
}
