package io.modelmon.drift;

import io.modelmon.math.BrownianBridgeArea;
import io.modelmon.math.Interval;
import java.util.function.DoubleSupplier;

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
 * drift, at effective sample sizes. The interval is a one-sided 99 % lower bound of the distance of
 * the two distributions: the statistic less the noise, or less the level that sampling would reach
 * once in a hundred if both sides came from the mixture of the two in which each weighs as much as
 * it varies. By the triangle inequality of this norm and Anderson's inequality no other pair of
 * distributions strays further; the noise itself would not do, because a reference that varies
 * little says nothing about a current side that varies much. A p-value below {@link
 * #P_VALUE_RESOLUTION} says no more than that it is below. <br>
 * <b>Error:</b> exact for values that lie on the positions; moving each value of both sides to the
 * position of its cell changes the distance by at most the mean of these moves. The null law is
 * that of {@link BrownianBridgeArea} on the pooled distribution: a nominal 1 % is held within 0.5
 * points for samples from a hundred on and within 1 point when far cells are expected less than
 * five times. <br>
 * <b>Cost:</b> some forty operations per cell and some thirty incomplete gamma functions, twice
 * that beyond the noise, where there is a bound to compute; two sorts for raw samples. <br>
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
 *     true distributions, Annals of Probability 27, 1999; T. W. Anderson, The integral of a
 *     symmetric unimodal function over a symmetric convex set and some probability inequalities,
 *     Proceedings of the AMS 6, 1955 (the bound)"
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
    BrownianBridgeArea area = area(reference, current, line, Alignment::pooledShare);
    if (area.isEmpty()) {
      return Alignment.undefined(NAME, DriftStatus.NOT_APPLICABLE, reference, current);
    }
    double statistic = statistic(reference, current, line);
    double variance = Alignment.varianceFactor(reference, current);
    BrownianBridgeArea.Law law =
        area.law(Math.sqrt(variance * Alignment.rarity(reference, current)));
    double distance = line.unscaled(statistic);
    double noise = line.unscaled(law.criticalValue(NoiseLevel.TAIL));
    DoubleSupplier opposed =
        () ->
            line.unscaled(
                area(reference, current, line, Alignment::opposedShare)
                    .law(Math.sqrt(variance))
                    .criticalValue(NoiseLevel.TAIL));
    return new Measure(NAME, distance, law.survival(statistic), noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(NoiseLevel.lowerBound(distance, noise, opposed))
        .resolving(P_VALUE_RESOLUTION);
  }

  private static double statistic(Counts reference, Counts current, Positions line) {
    double statistic = 0;
    long referenceBelow = 0;
    long currentBelow = 0;
    for (int i = 0; i + 1 < line.values().length; i++) {
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
      double referenceShare = (double) referenceBelow / reference.n();
      double currentShare = (double) currentBelow / current.n();
      statistic += line.width(i) * Math.abs(referenceShare - currentShare);
    }
    return statistic;
  }

  /** Returns the area between the distribution functions of two samples of a mixture of the two. */
  private static BrownianBridgeArea area(
      Counts reference, Counts current, Positions line, Alignment.Mixture mixture) {
    BrownianBridgeArea area = new BrownianBridgeArea();
    long referenceBelow = 0;
    long currentBelow = 0;
    for (int i = 0; i + 1 < line.values().length; i++) {
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
      double below = mixture.share(reference, current, referenceBelow, currentBelow);
      double above =
          mixture.share(
              reference, current, reference.n() - referenceBelow, current.n() - currentBelow);
      if (line.width(i) > 0 && below > 0 && above > 0) {
        area.add(line.width(i), below, above);
      }
    }
    return area;
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
   * <p>The scale is taken as the unit it is, not as an estimate: the interval holds the distance in
   * multiples of this very number, and says nothing of how far it is from the standard deviation of
   * the population.
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
    Interval unscaled = raw.interval();
    double lower = unscaled.lower() / scale;
    if (lower == Double.POSITIVE_INFINITY) {
      lower = 0; // overflowed, which no distance is known to exceed
    }
    Interval interval = new Interval(lower, unscaled.upper() / scale, unscaled.level());
    return new Measure(SCALED_NAME, distance, raw.pValue(), noise, DriftStatus.OK)
        .between(raw.sizes())
        .within(interval)
        .resolving(raw.pValueResolution());
  }
}
