package io.modelmon.performance.estimate;

/**
 * What a {@link DirectLossEstimator} has learned, as numbers that can be kept. The arrays are not
 * copied.
 *
 * @param columns features of a row, ≥ 0
 * @param rows rows it was learned from, ≥ 1
 * @param sizeSpread variance of absolute errors relative to their squared estimated mean, ≥ 0
 * @param squareSpread the same of squared errors
 * @param sizes the trees of absolute errors
 * @param squares the trees of squared errors
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
public record LearnedLosses(
    int columns,
    int rows,
    double sizeSpread,
    double squareSpread,
    double[] sizes,
    double[] squares) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is outside its range
   */
  public LearnedLosses {
    if (columns < 0 || rows < 1 || !(sizeSpread >= 0) || !(squareSpread >= 0)) {
      throw new IllegalArgumentException(
          "columns and spreads must be >= 0 and rows >= 1, were %d, %s, %s and %d"
              .formatted(columns, sizeSpread, squareSpread, rows));
    }
  }
}
