package io.modelmon.drift;

/**
 * Holm's adjustment of p-values: keeps the probability of any false discovery at or below alpha
 * when those with an adjusted value below alpha are taken, under any dependence. Never finds less
 * than {@link Bonferroni}.
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
 * @see "S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
 *     Statistics 6, 1979"
 */
public final class Holm {

  private Holm() {}

  /**
   * Returns the adjusted p-values.
   *
   * @param pValues in [0, 1] or NaN; not changed
   * @return one adjusted value per entry, NaN where the entry is NaN
   * @throws IllegalArgumentException when a value is outside [0, 1]
   */
  public static double[] adjust(double[] pValues) {
    RankedPValues ranked = new RankedPValues(pValues);
    int tests = ranked.tests();
    double[] adjustedByRank = new double[tests];
    double most = 0;
    int next;
    for (int rank = 1; rank <= tests; rank = next) {
      most = Math.max(most, Math.min(1, ranked.atRank(rank) * (tests - rank + 1)));
      next = rank;
      while (next <= tests && ranked.atRank(next) == ranked.atRank(rank)) {
        adjustedByRank[next - 1] = most; // equal ones share the first one's factor
        next++;
      }
    }
    return ranked.inOriginalOrder(adjustedByRank);
  }
}
