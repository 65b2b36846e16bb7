package io.modelmon.performance;

/**
 * Predictions whose labels are known.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface Outcomes
    permits ClassificationOutcomes, RegressionOutcomes, RankingOutcomes {

  /** Returns the number of rows, or of lists. */
  int size();

  /**
   * Returns some of the rows.
   *
   * @param rows indices in [0, size), in any order
   */
  Outcomes subset(int[] rows);
}
