package io.modelmon.drift;

import io.modelmon.math.Interval;
import io.modelmon.math.SaddlePoint;

/**
 * Kullback–Leibler divergence of the current distribution from the reference, in nats: Σ q·ln(q/p),
 * q the current shares and p the reference's.
 *
 * <p>What coding current values costs in addition when the code was made for the reference. Not
 * symmetric; {@link PopulationStabilityIndex} is this divergence and the opposite one together, and
 * {@link JensenShannon} a bounded form.
 *
 * <p><b>Input:</b> counts on the same cells, in any order. <br>
 * <b>Output:</b> divergence ≥ 0, no upper bound; under no drift ½·(1/n+1/m)·χ²(cells − 1) at
 * effective sample sizes, with a second-order correction of the factor, which gives p-value and 99
 * % noise level. The 99 % interval inverts the noncentral law. <br>
 * <b>Error:</b> the divergence is exact up to the policy for empty cells; the null law is
 * asymptotic and wants five expected values per cell. The interval holds the true divergence in at
 * least 98 % of all samples of that kind. <br>
 * <b>Cost:</b> two logarithms per cell, and some twenty tails of the noncentral law. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a cell empty in the reference counts there as half a value; so that the
 * shares need not sum to one, each cell contributes q·ln(q/p) − q + p, which is the same where
 * nothing is empty and never negative. A cell empty in the current sample contributes p. A cell
 * empty on both sides does not count. With a cell empty in the reference the interval has no upper
 * end. One value where the reference has none is worth ln(2n) nats: below some ten independent
 * values the p-value is too small. A side without values is {@link DriftStatus#TOO_FEW_SAMPLES};
 * all values in one and the same cell is {@link DriftStatus#NOT_APPLICABLE}.
 *
 * <p><b>Dependent values:</b> as {@link PopulationStabilityIndex}, but a rare cell in bursts weighs
 * less: 2.2 % exceed the noise of a nominal 1 % at a share of 0.05 of two cells.
 *
 * @see "S. Kullback and R. A. Leibler, On information and sufficiency, Annals of Mathematical
 *     Statistics 22, 1951; I. Csiszár, Why least squares and maximum entropy?, Annals of Statistics
 *     19, 1991 (shares that do not sum to one)"
 */
public final class KullbackLeibler {

  private static final String NAME = "kl";

  /** What a cell that is empty in the reference is taken to hold there. */
  private static final double EMPTY_CELL = 0.5;

  private static final double UNIT = 1.0 / 2;

  /**
   * From E[(1+b)·ln((1+b)/(1+a)) − b + a] to the fourth order, a and b relative errors of a share.
   */
  private static final DivergenceLaw.Expansion EXPANSION =
      new DivergenceLaw.Expansion(5.0 / 6, 1.0 / 6, 0, 0.21);

  private KullbackLeibler() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell
   * @param current counts on the same cells
   * @return the measure {@code kl}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double statistic = 0;
    boolean empty = false;
    FirstOrderVariance variance = new FirstOrderVariance();
    for (int i = 0; i < reference.cells().length; i++) {
      long inReference = reference.cells()[i];
      long inCurrent = current.cells()[i];
      if (inReference + inCurrent > 0) {
        empty |= inReference == 0;
        double p = (inReference == 0 ? EMPTY_CELL : inReference) / reference.n();
        double q = (double) inCurrent / current.n();
        statistic += SaddlePoint.deviance(q, p);
        variance.add(p, q, 1 - q / p, q == 0 ? 0 : Math.log(q / p));
      }
    }
    DivergenceLaw law = DivergenceLaw.of(reference, current, UNIT, EXPANSION);
    Interval interval = law.interval(statistic, variance.at(reference, current));
    return new Measure(NAME, statistic, law.survival(statistic), law.noise(), DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(empty ? interval.unbounded() : interval);
  }
}
