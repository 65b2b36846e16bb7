package io.modelmon.drift;

import io.modelmon.math.AndersonDarlingDistribution;
import io.modelmon.math.ArrangementTail;
import io.modelmon.math.BrownianBridgeSquare;

/**
 * Two-sample Anderson–Darling comparison of one numeric feature, on cells in ascending order or on
 * raw samples.
 *
 * <p>Answers whether the two distribution functions differ, by their squared gap in units of its
 * variance, so that the tails count as much as the middle. The most powerful of its kind against a
 * change of spread or of tails; {@link CramerVonMises} looks at the middle.
 *
 * <p><b>Input:</b> counts on the same cells, or raw samples: NaN is refused, infinities are the
 * extreme ranks. <br>
 * <b>Output:</b> A² = n·m/(n+m)·Σ h·(F − G)²/(H·(1 − H)) ≥ 0, h the pooled share of a value, F, G
 * and H the shares at or below it, all at effective sizes, because the unit of A² is that of its
 * law; mean about 1 under no drift. <b>Ties:</b> the gap counts once per group of equal values, at
 * its end, with the weight of the group: Scholz and Stephens' first version, SciPy's {@code
 * midrank=False}, not standardised. The p-value is exact for independent values, given their ties,
 * up to {@value #ARRANGEMENTS} arrangements that are walked in {@value #STEPS} steps; beyond that
 * it is the limit law, with Scholz and Stephens' variance when there are no ties, over the groups
 * of equal values when there are. Noise is the 99 % level of that limit law. <br>
 * <b>Error:</b> A² is exact on the cells. The limit law holds a nominal 1 % within 0.3 points from
 * ten values a side on; with a side under twenty values and beyond 1e-4 it says the order of
 * magnitude only. <br>
 * <b>Cost:</b> one pass over the cells; some ten thousand complex products per p-value, ten times
 * that for the noise; an exact p-value up to some ten milliseconds; two sorts for raw samples. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; one value is
 * enough; all values equal is {@link DriftStatus#NOT_APPLICABLE}; when nearly all are, the limit
 * law takes at least three expected values that are not.
 *
 * <p><b>Dependent values:</b> raw samples are taken for independent and alarm far too often when
 * they are not; counts with their effective size are conservative.
 *
 * @implNote SciPy's p-value is interpolated and held in [0.001, 0.25]; this one is not.
 * @see "A. N. Pettitt, A two-sample Anderson–Darling rank statistic, Biometrika 63, 1976; F. W.
 *     Scholz and M. A. Stephens, K-sample Anderson–Darling tests, JASA 82, 1987"
 */
public final class AndersonDarling {

  /** Most arrangements that are enumerated for an exact p-value: up to some ten milliseconds. */
  static final int ARRANGEMENTS = 200_000;

  /** Most steps of that, which a small sample against a large one takes for few arrangements. */
  static final int STEPS = 6_000_000;

  private static final String NAME = "anderson_darling";

  private static final double CRITICAL = AndersonDarlingDistribution.criticalValue(NoiseLevel.TAIL);

  private AndersonDarling() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @return the measure {@code anderson_darling}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    Measure measure =
        Alignment.tied(reference, current)
            ? tied(reference, current).measure(NAME)
            : untied(reference, current);
    if (isExact(reference, current)) {
      double exact = exactTail(reference, current);
      measure = new Measure(NAME, measure.statistic(), exact, measure.noise(), DriftStatus.OK);
    }
    return measure.between(SampleSizes.of(reference, current));
  }

  /**
   * Returns the p-value of {@link #compare(Counts, Counts)} alone, for the tenth part of the cost
   * where that is not exact: noise is dear.
   *
   * @return in [0, 1], or NaN where the measure has none
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static double pValue(Counts reference, Counts current) {
    return Alignment.status(reference, current) == DriftStatus.OK
            && Alignment.tied(reference, current)
            && !isExact(reference, current)
        ? tied(reference, current).pValue()
        : compare(reference, current).pValue();
  }

  private static boolean isExact(Counts reference, Counts current) {
    return Alignment.independent(reference, current)
        && ArrangementTail.arrangements(reference.n(), current.n()) <= ARRANGEMENTS
        && ArrangementTail.steps(reference.n(), current.n()) <= STEPS;
  }

  /**
   * Compares two raw samples of independent values.
   *
   * @param reference values in any order, none NaN; not changed
   * @param current values in any order, none NaN; not changed
   * @return the measure {@code anderson_darling}
   * @throws IllegalArgumentException when a value is NaN
   */
  public static Measure compare(double[] reference, double[] current) {
    PooledSamples pooled = PooledSamples.ranked(reference, current);
    return compare(pooled.reference(), pooled.current());
  }

  /** Over the groups of equal values. */
  private static SquaredSum tied(Counts reference, Counts current) {
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    SquaredGaps gaps = new SquaredGaps(reference, current);
    while (gaps.next()) {
      gaps.addTo(square, weight(gaps));
    }
    return new SquaredSum(gaps.statistic(), square.law(gaps.lawFactor()));
  }

  /** By the limit law for continuous distributions, moved to the variance of A² at finite sizes. */
  private static Measure untied(Counts reference, Counts current) {
    SquaredGaps gaps = new SquaredGaps(reference, current);
    while (gaps.next()) {
      gaps.add(weight(gaps));
    }
    double variance = variance((double) reference.n(), (double) current.n());
    double stretch = Math.sqrt(AndersonDarlingDistribution.VARIANCE / variance);
    double limit = 1 + (gaps.statistic() - 1) * stretch;
    double pValue = AndersonDarlingDistribution.survival(limit);
    double noise = 1 + (CRITICAL - 1) / stretch;
    return new Measure(NAME, gaps.statistic(), pValue, noise, DriftStatus.OK);
  }

  private static double weight(SquaredGaps gaps) {
    double above = gaps.above();
    return above > 0 ? gaps.share() / (gaps.below() * above) : 0;
  }

  /**
   * Returns the variance of A² over all arrangements of n+m distinct values, equation 4 for k=2.
   */
  static double variance(double n, double m) {
    double size = n + m;
    if (size < 4) {
      return AndersonDarlingDistribution.VARIANCE; // the equation wants four values
    }
    double inverses = 1 / n + 1 / m;
    double harmonic = 0; // h
    for (int i = 1; i < size; i++) {
      harmonic += 1.0 / i;
    }
    double mixed = 0; // g
    double reciprocals = 0; // Σ 1/(size−j) for j up to i
    for (int i = 1; i <= size - 2; i++) {
      reciprocals += 1 / (size - i);
      mixed += reciprocals / (i + 1);
    }
    double a = (4 * mixed - 6) + (10 - 6 * mixed) * inverses;
    double b = (2 * mixed - 4) * 4 + 16 * harmonic + (2 * mixed - 14 * harmonic - 4) * inverses;
    b += -8 * harmonic + 4 * mixed - 6;
    double c = (6 * harmonic + 2 * mixed - 2) * 4 + (4 * harmonic - 4 * mixed + 6) * 2;
    c += (2 * harmonic - 6) * inverses + 4 * harmonic;
    double d = (2 * harmonic + 6) * 4 - 4 * harmonic * 2;
    double moment = ((a * size + b) * size + c) * size + d;
    return moment / ((size - 1) * (size - 2) * (size - 3));
  }

  private static double exactTail(Counts reference, Counts current) {
    SquaredGaps gaps = new SquaredGaps(reference, current);
    int[] groups = Alignment.groups(reference, current);
    double[] weights = new double[groups.length];
    for (int i = 0; gaps.next(); i++) {
      weights[i] = weight(gaps);
      gaps.add(weights[i]);
    }
    int n = (int) reference.n();
    int m = (int) current.n();
    return ArrangementTail.survival(n, m, gaps.sum(), new ArrangementTail.Groups(groups, weights));
  }
}
