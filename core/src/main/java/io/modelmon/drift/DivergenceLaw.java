package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.Interval;
import io.modelmon.math.NoncentralChiSquareDistribution;

/**
 * Law of a divergence between two samples: a multiple of chi-square with cells − 1 degrees of
 * freedom, noncentral when the distributions differ.
 *
 * <p>The multiple is the first-order one times the mean over the cells of 1 + {@link CellExcess}:
 * by how much the expected divergence of Poisson counts exceeds its first term. Without it small
 * cells alarm too often.
 *
 * @param scale the multiple, in the unit of the divergence
 * @param degreesOfFreedom occupied cells − 1, ≥ 1
 */
record DivergenceLaw(double scale, int degreesOfFreedom) {

  /**
   * Beyond this many scales, and this many per degree of freedom, the root of the divergence is
   * normal with variance 1 to a thousandth of the interval.
   */
  private static final double NORMAL_FROM = 1e5;

  private static final double NORMAL_FROM_PER_DEGREE = 250;

  /** By how much the expected divergence of one cell exceeds its first-order term. */
  interface CellExcess {

    /**
     * Returns the relative excess.
     *
     * @param inReference expected count in the reference, &gt; 0
     * @param inCurrent expected count in the current sample, &gt; 0
     */
    double of(double inReference, double inCurrent);
  }

  /**
   * The next term of an expansion in the expected counts λ and μ of a cell: (a·λ⁻² + b·μ⁻² −
   * c·(λμ)⁻¹)/(λ⁻¹+μ⁻¹).
   *
   * @param reference a
   * @param current b
   * @param product c
   * @param cap most that the term may be: what exact summation gives for cells so small that the
   *     expansion fails
   */
  record Expansion(double reference, double current, double product, double cap)
      implements CellExcess {

    @Override
    public double of(double inReference, double inCurrent) {
      double term =
          reference / (inReference * inReference)
              + current / (inCurrent * inCurrent)
              - product / (inReference * inCurrent);
      return Math.min(term / (1 / inReference + 1 / inCurrent), cap);
    }
  }

  /**
   * Returns the law on the pooled shares, at effective sample sizes.
   *
   * @param unit divergence per chi-square at variance factor 1
   */
  static DivergenceLaw of(Counts reference, Counts current, double unit, CellExcess excess) {
    int occupied = 0;
    double sum = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double share =
          Alignment.pooledShare(reference, current, reference.cells()[i], current.cells()[i]);
      if (share > 0) {
        occupied++;
        sum += excess.of(share * reference.effectiveN(), share * current.effectiveN());
      }
    }
    double factor = Alignment.varianceFactor(reference, current) * (1 + sum / occupied);
    return new DivergenceLaw(unit * factor, occupied - 1);
  }

  double survival(double divergence) {
    return ChiSquareDistribution.survival(divergence / scale, degreesOfFreedom);
  }

  double noise() {
    return scale * ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, degreesOfFreedom);
  }

  /**
   * Returns a two-sided interval for the true divergence.
   *
   * <p>Near zero the law is the noncentral chi-square with the same scale. Far from it the true
   * variance may be larger than that law's; then both halves are widened by the root of the ratio.
   *
   * @param divergence the observed one, ≥ 0
   * @param variance its first-order variance at the observed shares
   */
  Interval interval(double divergence, double variance) {
    double x = divergence / scale;
    double centre = Math.max(0, divergence - scale * degreesOfFreedom);
    double central = 2 * degreesOfFreedom * scale * scale;
    double widening = Math.sqrt(Math.max(1, (variance + central) / (4 * scale * centre + central)));
    double lower = scale * bound(x, true);
    double upper = scale * bound(x, false);
    return new Interval(
        Math.max(0, centre - (centre - lower) * widening),
        centre + (upper - centre) * widening,
        1 - NoiseLevel.TAIL);
  }

  private double bound(double x, boolean lower) {
    double tail = NoiseLevel.TAIL / 2;
    if (x > NORMAL_FROM && x > NORMAL_FROM_PER_DEGREE * degreesOfFreedom) {
      double normal = Math.sqrt(ChiSquareDistribution.criticalValue(NoiseLevel.TAIL, 1));
      double root = Math.sqrt(x) + (lower ? -normal : normal);
      return Math.max(0, root * root - degreesOfFreedom + 1);
    }
    return lower
        ? NoncentralChiSquareDistribution.lowerBound(x, degreesOfFreedom, tail)
        : NoncentralChiSquareDistribution.upperBound(x, degreesOfFreedom, tail);
  }
}
