package io.modelmon.drift;

/**
 * Variance of a smooth function of the shares of two multinomial samples, to the first order (the
 * delta method), gathered cell by cell.
 *
 * <p><b>Threads:</b> confined.
 */
final class FirstOrderVariance {

  private double referenceMean;
  private double referenceSquare;
  private double currentMean;
  private double currentSquare;

  /**
   * Adds one cell.
   *
   * @param p share in the reference
   * @param q share in the current sample
   * @param byReference derivative of the function by {@code p}, finite
   * @param byCurrent derivative of the function by {@code q}, finite
   */
  void add(double p, double q, double byReference, double byCurrent) {
    referenceMean += p * byReference;
    referenceSquare += p * byReference * byReference;
    currentMean += q * byCurrent;
    currentSquare += q * byCurrent * byCurrent;
  }

  /** Returns the variance at effective sample sizes, ≥ 0. */
  double at(Counts reference, Counts current) {
    double ofReference = Math.max(0, referenceSquare - referenceMean * referenceMean);
    double ofCurrent = Math.max(0, currentSquare - currentMean * currentMean);
    return ofReference / reference.effectiveN() + ofCurrent / current.effectiveN();
  }
}
