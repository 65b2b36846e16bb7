package io.modelmon.drift;

import io.modelmon.math.Interval;

/**
 * Jensen–Shannon divergence of two discrete distributions, in bits.
 *
 * <p>Bounded and defined with empty cells, where {@link PopulationStabilityIndex} is neither. This
 * is the divergence; {@link #distance} is its square root.
 *
 * <p><b>Input:</b> counts on the same cells, in any order. <br>
 * <b>Output:</b> divergence in [0, 1]; under no drift (1/n+1/m)/(8·ln 2)·χ²(cells − 1) at effective
 * sample sizes, with a second-order correction of the factor, which gives p-value and 99 % noise
 * level. The 99 % interval inverts the noncentral law. <br>
 * <b>Error:</b> the divergence is exact. The null law wants five expected values per cell: a
 * nominal 1 % is then at most 2 %, and near 1 % from twenty expected on; with many rarer cells it
 * may reach 5 %. The interval holds the true divergence in at least 98 % of all samples of the
 * former kind. <br>
 * <b>Cost:</b> four logarithms per cell, and some twenty tails of the noncentral law. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a cell empty on both sides does not count; a side without values is {@link
 * DriftStatus#TOO_FEW_SAMPLES}; all values in one and the same cell is {@link
 * DriftStatus#NOT_APPLICABLE}.
 *
 * <p><b>Dependent values:</b> as {@link PopulationStabilityIndex}, with 2.9 % beyond the noise of a
 * nominal 1 % for a rare cell in bursts, a share of 0.05 of two cells.
 *
 * @see "J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information
 *     Theory 37, 1991; I. Grosse et al., Analysis of symbolic sequences using the Jensen–Shannon
 *     divergence, Physical Review E 65, 2002 (chi-square law)"
 */
public final class JensenShannon {

  private static final String NAME = "js";
  private static final String DISTANCE_NAME = "js_distance";

  private static final double LN_2 = Math.log(2);

  /** Most that an empty cell weighs above the first term of the expansion: 2·ln 2 to 1. */
  private static final double CAP = 2 * LN_2 - 1;

  private static final double UNIT = 1 / (8 * LN_2);

  /** From the expected divergence of Poisson counts to the fourth order. */
  private static final DivergenceLaw.Expansion EXPANSION =
      new DivergenceLaw.Expansion(3.0 / 8, 3.0 / 8, 1.0 / 4, CAP);

  private JensenShannon() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell
   * @param current counts on the same cells
   * @return the measure {@code js}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double nats = 0;
    FirstOrderVariance variance = new FirstOrderVariance();
    for (int i = 0; i < reference.cells().length; i++) {
      double p = (double) reference.cells()[i] / reference.n();
      double q = (double) current.cells()[i] / current.n();
      nats += term(p, q);
      variance.add(p, q, slope(p, q), slope(q, p));
    }
    double statistic = Math.min(1, Math.max(0, nats) / LN_2);
    DivergenceLaw law = DivergenceLaw.of(reference, current, UNIT, EXPANSION);
    Interval interval = law.interval(statistic, variance.at(reference, current));
    return new Measure(
            NAME, statistic, law.survival(statistic), Math.min(1, law.noise()), DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(interval.atMost(1));
  }

  /**
   * Compares two sides by the distance, the square root of the divergence: a metric, and what most
   * libraries report under this name (to base 2).
   *
   * <p>In [0, 1]; p-value as {@link #compare} has it, and noise is the root of its noise. The
   * interval is a one-sided 99 % lower bound, the distance less its noise: by the triangle
   * inequality in the space into which the metric embeds, sampling adds no more than it would
   * without drift.
   *
   * @param reference counts per cell
   * @param current counts on the same cells
   * @return the measure {@code js_distance}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure distance(Counts reference, Counts current) {
    Measure divergence = compare(reference, current);
    if (divergence.status() != DriftStatus.OK) {
      return Alignment.undefined(DISTANCE_NAME, divergence.status(), reference, current);
    }
    double statistic = Math.sqrt(divergence.statistic());
    double noise = Math.sqrt(divergence.noise());
    return new Measure(DISTANCE_NAME, statistic, divergence.pValue(), noise, DriftStatus.OK)
        .between(divergence.sizes())
        .within(Interval.above(statistic - noise, 1 - NoiseLevel.TAIL));
  }

  /** Returns the derivative of the divergence in bits by {@code p}; 0 where it does not matter. */
  private static double slope(double p, double q) {
    return p == 0 ? 0 : Math.log(2 * p / (p + q)) / (2 * LN_2);
  }

  /** Returns ½·(p·ln(p/m) + q·ln(q/m)), m = (p+q)/2, without cancellation when p ≈ q. */
  private static double term(double p, double q) {
    if (p == 0 || q == 0) {
      return (p + q) / 2 * LN_2;
    }
    double tilt = (p - q) / (p + q);
    return (p * Math.log1p(tilt) + q * Math.log1p(-tilt)) / 2;
  }
}
