package io.modelmon.drift;

import io.modelmon.math.BrownianBridgeArea;

/**
 * Wasserstein-1 ("earth mover's") distance of one numeric feature: the area between the two
 * distribution functions.
 *
 * <p>Answers how far values moved, in the unit of the feature, or in multiples of the reference's
 * scale by {@link #scaled}.
 *
 * <p><b>Input:</b> counts on the same cells and one position per cell, or raw samples: NaN and
 * infinities are refused. <br>
 * <b>Output:</b> distance ≥ 0 in the unit of the positions; p-value and 99 % noise level under no
 * drift, at effective sample sizes; the distance of the two distributions is at least distance −
 * noise with 99 % confidence. A p-value below {@link #P_VALUE_RESOLUTION} says no more than that it
 * is below. <br>
 * <b>Error:</b> exact for values that lie on the positions; moving each value of both sides to the
 * position of its cell changes the distance by at most the mean of these moves. The null law is
 * that of {@link BrownianBridgeArea} on the pooled distribution: a nominal 1 % is held within 0.5
 * points for samples from a hundred on and within 1 point when far cells are expected less than
 * five times. <br>
 * <b>Cost:</b> some forty operations per cell and some thirty incomplete gamma functions; two sorts
 * for raw samples. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; all values in
 * one and the same cell, or all occupied cells at one position, is {@link
 * DriftStatus#NOT_APPLICABLE}; below some ten independent values the p-value is too small. When
 * nearly all values are equal, single ones that are not decide: law and noise then assume at least
 * three of them on the smaller side, so that one is no alarm.
 *
 * <p><b>Dependent values:</b> raw samples are taken for independent, and exceed the noise far too
 * often when they are not; counts bring their effective size, with which the level holds.
 *
 * @see "S. S. Vallender, Calculation of the Wasserstein distance between probability distributions
 *     on the line, Theory of Probability and its Applications 18, 1974; E. del Barrio, E. Giné and
 *     C. Matrán, Central limit theorems for the Wasserstein distance between the empirical and the
 *     true distributions, Annals of Probability 27, 1999"
 */
public final class Wasserstein {

  /** Where the approximation of the law ends: smaller p-values differ by more than their size. */
  public static final double P_VALUE_RESOLUTION = 1e-3;

  private static final String NAME = "wasserstein";
  private static final String SCALED_NAME = "wasserstein_scaled";

  private Wasserstein() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @param positions one representative value per cell, finite, ascending; equal neighbours allowed
   * @return the measure {@code wasserstein}
   * @throws IllegalArgumentException when the two sides or the positions do not fit together
   */
  public static Measure compare(Counts reference, Counts current, double[] positions) {
    DriftStatus status = Alignment.status(reference, current);
    Positions line = Positions.of(positions, reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double statistic = 0;
    BrownianBridgeArea area = new BrownianBridgeArea();
    long referenceBelow = 0;
    long currentBelow = 0;
    for (int i = 0; i + 1 < positions.length; i++) {
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
      double below = Alignment.pooledShare(reference, current, referenceBelow, currentBelow);
      double above =
          Alignment.pooledShare(
              reference, current, reference.n() - referenceBelow, current.n() - currentBelow);
      if (line.width(i) > 0 && below > 0 && above > 0) {
        double referenceShare = (double) referenceBelow / reference.n();
        double currentShare = (double) currentBelow / current.n();
        statistic += line.width(i) * Math.abs(referenceShare - currentShare);
        area.add(line.width(i), below, above);
      }
    }
    if (area.isEmpty()) {
      return Alignment.undefined(NAME, DriftStatus.NOT_APPLICABLE, reference, current);
    }
    double variance =
        Alignment.varianceFactor(reference, current) * Alignment.rarity(reference, current);
    BrownianBridgeArea.Law law = area.law(Math.sqrt(variance));
    double distance = line.unscaled(statistic);
    double noise = line.unscaled(law.criticalValue(NoiseLevel.TAIL));
    return new Measure(NAME, distance, law.survival(statistic), noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(NoiseLevel.lowerBound(distance, noise));
  }

  /**
   * Compares two raw samples of independent values.
   *
   * @param reference finite values in any order; not changed
   * @param current finite values in any order; not changed
   * @return the measure {@code wasserstein}
   * @throws IllegalArgumentException when a value is NaN or infinite
   */
  public static Measure compare(double[] reference, double[] current) {
    PooledSamples pooled = PooledSamples.finite(reference, current);
    return compare(pooled.reference(), pooled.current(), pooled.values());
  }

  /**
   * Returns a distance in multiples of the reference's scale.
   *
   * @param raw the outcome of {@link #compare}
   * @param scale standard deviation of the reference, or a robust stand-in; same unit as the
   *     positions
   * @return the measure {@code wasserstein_scaled}; {@link DriftStatus#NOT_APPLICABLE} when the
   *     scale is not a positive finite number
   */
  public static Measure scaled(Measure raw, double scale) {
    if (raw.status() != DriftStatus.OK) {
      return Measure.undefined(SCALED_NAME, raw.status()).between(raw.sizes());
    }
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      return Measure.undefined(SCALED_NAME, DriftStatus.NOT_APPLICABLE).between(raw.sizes());
    }
    double distance = raw.statistic() / scale;
    double noise = raw.noise() / scale;
    return new Measure(SCALED_NAME, distance, raw.pValue(), noise, DriftStatus.OK)
        .between(raw.sizes())
        .within(NoiseLevel.lowerBound(distance, noise));
  }
}
