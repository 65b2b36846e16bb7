package io.modelmon.drift;

/**
 * The ways to allow for many tests at once. All take p-values in [0, 1] and leave out NaN, the mark
 * of a test that was not made: it stays NaN and does not count as a test.
 */
public enum Correction {
  /** Expected share of false discoveries, for independent or positively dependent tests. */
  BENJAMINI_HOCHBERG,
  /** Expected share of false discoveries, under any dependence. */
  BENJAMINI_YEKUTIELI,
  /** Probability of any false discovery, step by step. */
  HOLM,
  /** Probability of any false discovery, in one step. */
  BONFERRONI,
  /** Every test by itself: the share of false alarms is alpha in each of them. */
  NONE;

  /**
   * Returns the adjusted p-values.
   *
   * @param pValues in [0, 1] or NaN; not changed
   * @return one adjusted value per entry, in their order, NaN where the entry is NaN
   * @throws IllegalArgumentException when a value is outside [0, 1]
   */
  public double[] adjust(double[] pValues) {
    return switch (this) {
      case BENJAMINI_HOCHBERG -> BenjaminiHochberg.adjust(pValues);
      case BENJAMINI_YEKUTIELI -> BenjaminiYekutieli.adjust(pValues);
      case HOLM -> Holm.adjust(pValues);
      case BONFERRONI -> Bonferroni.adjust(pValues);
      case NONE -> unadjusted(pValues);
    };
  }

  private static double[] unadjusted(double[] pValues) {
    new RankedPValues(pValues); // for its check of the range
    return pValues.clone();
  }
}
