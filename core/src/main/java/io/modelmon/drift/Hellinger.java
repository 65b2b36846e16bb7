package io.modelmon.drift;

import io.modelmon.math.Interval;

/**
 * Hellinger distance of two discrete distributions: √(½·Σ (√p−√q)²).
 *
 * <p>A bounded metric that is defined with empty cells and weighs a change of a rare level more
 * than {@link TotalVariation} does; close to {@link JensenShannon#distance}.
 *
 * <p><b>Input:</b> counts on the same cells, in any order. <br>
 * <b>Output:</b> distance in [0, 1]; under no drift its square is ⅛·(1/n+1/m)·χ²(cells − 1) at
 * effective sample sizes, with a correction of the factor for small cells, which gives p-value and
 * 99 % noise level. The interval is a one-sided 99 % lower bound of the true distance, the
 * statistic less the noise: roots of shares vary alike wherever they are, so that, by the triangle
 * inequality, sampling adds no more than it would without drift. <br>
 * <b>Error:</b> the distance is exact. The null law wants five expected values per cell: a nominal
 * 1 % is then at most 2 %. <br>
 * <b>Cost:</b> two square roots per cell; for cells expected less than a hundred times a sum over
 * their Poisson law. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a cell empty on both sides does not count; a side without values is {@link
 * DriftStatus#TOO_FEW_SAMPLES}; all values in one and the same cell is {@link
 * DriftStatus#NOT_APPLICABLE}.
 *
 * <p><b>Dependent values:</b> as {@link PopulationStabilityIndex}, with 2.9 % beyond the noise of a
 * nominal 1 % for a rare cell in bursts, a share of 0.05 of two cells.
 *
 * @see "E. Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen
 *     Veränderlichen, Crelle 136, 1909; F. J. Anscombe, The transformation of Poisson, binomial and
 *     negative-binomial data, Biometrika 35, 1948"
 */
public final class Hellinger {

  private static final String NAME = "hellinger";

  private static final double UNIT = 1.0 / 8;

  /** Where the expected root of a Poisson count is furthest from its first-order value. */
  private static final double WORST_EXPECTED = 1.2;

  /** From here on the series of the expected root has all digits that matter. */
  private static final double SERIES_FROM = 100;

  /** Coefficients of 1/λ, 1/λ², … in 1 − E√(X/λ), from the central moments of Poisson's law. */
  private static final double[] SERIES = {
    1.0 / 8,
    7.0 / 128,
    75.0 / 1024,
    5509.0 / 32768,
    144207.0 / 262144,
    9825299.0 / 4194304,
    412640371.0 / 33554432
  };

  private Hellinger() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell
   * @param current counts on the same cells
   * @return the measure {@code hellinger}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double sum = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double p = (double) reference.cells()[i] / reference.n();
      double q = (double) current.cells()[i] / current.n();
      if (p != q) {
        double difference = (p - q) / (Math.sqrt(p) + Math.sqrt(q));
        sum += difference * difference;
      }
    }
    double square = Math.min(1, sum / 2);
    DivergenceLaw law = DivergenceLaw.of(reference, current, UNIT, Hellinger::excess);
    double statistic = Math.sqrt(square);
    double noise = Math.min(1, Math.sqrt(law.noise()));
    return new Measure(NAME, statistic, law.survival(square), noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(Interval.above(statistic - noise, 1 - NoiseLevel.TAIL));
  }

  /** E(√X−√Y)² for Poisson counts, both scaled to mean 1, is 2 − 2·E√X·E√Y; cells held to 1.2. */
  private static double excess(double inReference, double inCurrent) {
    double lambda = Math.max(WORST_EXPECTED, inReference);
    double mu = Math.max(WORST_EXPECTED, inCurrent);
    double x = missingRoot(lambda);
    double y = missingRoot(mu);
    return 8 * (x + y - x * y) / (1 / lambda + 1 / mu) - 1;
  }

  /** Returns 1 − E√(X/λ) of a Poisson count with mean λ. */
  private static double missingRoot(double lambda) {
    if (lambda >= SERIES_FROM) {
      double series = 0;
      for (int k = SERIES.length - 1; k >= 0; k--) {
        series = (series + SERIES[k]) / lambda;
      }
      return series;
    }
    double probability = Math.exp(-lambda);
    double sum = 0;
    for (int k = 1; k < lambda || probability > 1e-18; k++) {
      probability *= lambda / k;
      sum += probability * Math.sqrt(k / lambda);
    }
    return 1 - sum;
  }
}
