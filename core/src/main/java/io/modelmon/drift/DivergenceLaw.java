package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;

/**
 * Law of a divergence between two samples of one distribution: a multiple of chi-square with cells
 * − 1 degrees of freedom.
 *
 * <p>The multiple is the first-order one times the mean over the cells of 1 + a·(λ⁻²+μ⁻²)/(λ⁻¹+μ⁻¹)
 * − b·(λμ)⁻¹/(λ⁻¹+μ⁻¹), where λ and μ are the cell's expected counts: the next term of the expected
 * divergence for Poisson counts. Without it small cells alarm too often.
 *
 * @param scale the multiple, in the unit of the divergence
 * @param degreesOfFreedom occupied cells − 1, ≥ 1
 */
record DivergenceLaw(double scale, int degreesOfFreedom) {

  /**
   * Coefficients of one divergence.
   *
   * @param unit divergence per chi-square at variance factor 1
   * @param squares a
   * @param product b
   * @param cap most that the second term may add for one cell: what exact summation gives for cells
   *     so small that the expansion fails
   */
  record Expansion(double unit, double squares, double product, double cap) {}

  /** Returns the law on the pooled shares, at effective sample sizes. */
  static DivergenceLaw of(Counts reference, Counts current, Expansion expansion) {
    int occupied = 0;
    double excess = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double share =
          Alignment.pooledShare(reference, current, reference.cells()[i], current.cells()[i]);
      if (share > 0) {
        occupied++;
        excess +=
            secondTerm(share * reference.effectiveN(), share * current.effectiveN(), expansion);
      }
    }
    double factor = Alignment.varianceFactor(reference, current) * (1 + excess / occupied);
    return new DivergenceLaw(expansion.unit() * factor, occupied - 1);
  }

  private static double secondTerm(double inReference, double inCurrent, Expansion expansion) {
    double product = 1 / (inReference * inCurrent);
    double sum = 1 / inReference + 1 / inCurrent;
    double squares = sum * sum - 2 * product;
    double term = (expansion.squares() * squares - expansion.product() * product) / sum;
    return Math.min(term, expansion.cap());
  }

  double survival(double divergence) {
    return ChiSquareDistribution.survival(divergence / scale, degreesOfFreedom);
  }

  double noise() {
    return scale * ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, degreesOfFreedom);
  }
}
