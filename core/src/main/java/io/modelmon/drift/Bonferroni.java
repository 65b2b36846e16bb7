package io.modelmon.drift;

/**
 * Bonferroni's adjustment of p-values: each times the number of tests, which keeps the probability
 * of any false discovery at or below alpha under any dependence. {@link Holm} promises the same and
 * finds more; this one is there because auditors ask for it.
 *
 * <p><b>Input:</b> p-values in [0, 1]; NaN marks a test that was not made and does not count. <br>
 * <b>Output:</b> adjusted p-values in [0, 1], in the same order, never below the raw ones. <br>
 * <b>Error:</b> exact. <br>
 * <b>Cost:</b> one sort. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> no p-value gives an empty result, a single one stays as it is.
 *
 * @see "C. E. Bonferroni, Teoria statistica delle classi e calcolo delle probabilità, 1936"
 */
public final class Bonferroni {

  private Bonferroni() {}

  /**
   * Returns the adjusted p-values.
   *
   * @param pValues in [0, 1] or NaN; not changed
   * @return one adjusted value per entry, NaN where the entry is NaN
   * @throws IllegalArgumentException when a value is outside [0, 1]
   */
  public static double[] adjust(double[] pValues) {
    RankedPValues ranked = new RankedPValues(pValues);
    double[] adjustedByRank = new double[ranked.tests()];
    for (int rank = 1; rank <= adjustedByRank.length; rank++) {
      adjustedByRank[rank - 1] = Math.min(1, ranked.atRank(rank) * ranked.tests());
    }
    return ranked.inOriginalOrder(adjustedByRank);
  }
}
