package io.modelmon.drift;

import io.modelmon.math.Interval;

/**
 * Population stability index (PSI) of two discrete distributions: Σ (p−q)·ln(p/q), the symmetrised
 * Kullback–Leibler divergence.
 *
 * <p>The measure that credit risk reports. Its usual fixed thresholds mean nothing without the
 * sample sizes, so it comes with its own p-value and noise level. Use it on some twenty cells:
 * noise grows with their number.
 *
 * <p><b>Input:</b> counts on the same cells, in any order. <br>
 * <b>Output:</b> index ≥ 0, no upper bound; under no drift (1/n+1/m)·χ²(cells − 1) at effective
 * sample sizes, which gives p-value and 99 % noise level. The 99 % interval inverts the noncentral
 * law. <br>
 * <b>Error:</b> the index is exact up to the policy for empty cells; the null law is asymptotic and
 * wants five expected values per cell. The interval holds the true index in at least 98 % of all
 * samples up to an index of 1; beyond, 97 % where cells are expected a few times only. <br>
 * <b>Cost:</b> one logarithm and a few divisions per cell, and some twenty tails of the noncentral
 * law. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a cell empty on one side counts there as half a value, and the other shares
 * stay as they are; a cell empty on both does not count. With a cell empty on one side the interval
 * has no upper end: no sample can rule out that the true share is next to nothing, and the index
 * grows beyond all bounds. A side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; all values
 * in one and the same cell is {@link DriftStatus#NOT_APPLICABLE}.
 *
 * <p><b>Dependent values:</b> plain counts exceed the noise far too often when values depend. At
 * effective sizes windows of 1,000 with correlation 0.9 exceed it in 0.2–1.4 % where cells hold
 * 0.16 and more, next to never where many cells lie along an order. <i>Unsafe</i> is a rare cell in
 * bursts, whose logarithm counts for more than its share: at 0.05 of two cells 3 % exceed the noise
 * of a nominal 1 %.
 *
 * @implNote Half a value shrinks with the sample, so an empty cell weighs what it is worth; a fixed
 *     small share such as 0.0001 weighs the same in every sample and hides behind no sample size.
 * @see "B. Yurdakul, Statistical properties of population stability index, Western Michigan
 *     University, dissertation 3208, 2018; H. Jeffreys, An invariant form for the prior probability
 *     in estimation problems, Proceedings of the Royal Society A 186, 1946"
 */
public final class PopulationStabilityIndex {

  private static final String NAME = "psi";

  /** What an empty cell is taken to hold. */
  private static final double EMPTY_CELL = 0.5;

  /** From E[(a−b)·ln((1+a)/(1+b))] to the fourth order, a and b relative errors of a share. */
  private static final DivergenceLaw.Expansion EXPANSION =
      new DivergenceLaw.Expansion(1.0 / 2, 1.0 / 2, 0, 0.12);

  private PopulationStabilityIndex() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell
   * @param current counts on the same cells
   * @return the measure {@code psi}
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
        empty |= inReference == 0 || inCurrent == 0;
        double p = (inReference == 0 ? EMPTY_CELL : inReference) / reference.n();
        double q = (inCurrent == 0 ? EMPTY_CELL : inCurrent) / current.n();
        double logarithm = Math.log(p / q);
        statistic += (p - q) * logarithm;
        variance.add(p, q, logarithm + 1 - q / p, 1 - p / q - logarithm);
      }
    }
    DivergenceLaw law = DivergenceLaw.of(reference, current, 1, EXPANSION);
    Interval interval = law.interval(statistic, variance.at(reference, current));
    return new Measure(NAME, statistic, law.survival(statistic), law.noise(), DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(empty ? interval.unbounded() : interval);
  }
}
