package io.modelmon.drift;

import io.modelmon.math.KolmogorovDistribution;
import io.modelmon.math.SmirnovPaths;

/**
 * Two-sample Kolmogorov–Smirnov comparison of one numeric feature, on cells in ascending order or
 * on raw samples.
 *
 * <p>Answers whether the two distribution functions differ anywhere; the deciding measure for
 * numeric features. {@link Wasserstein} says by how much, in the unit of the feature.
 *
 * <p><b>Input:</b> counts on the same cells; missing and non-finite values are excluded. Or raw
 * samples: NaN is refused, infinities are the extreme ranks. <br>
 * <b>Output:</b> D in [0, 1], larger is more drift. The p-value is exact for independent values,
 * given their ties, as long as n·m is at most {@value #COUNTED_PATHS} on cells and {@value
 * #SAMPLED_PATHS} on raw samples; otherwise it is the limit law of Kolmogorov at the effective
 * sample sizes. Noise is 1.628·√(1/n+1/m), also at effective sizes, the 99 % point of that law; the
 * distance of the two distributions is at least D − noise with 99 % confidence. <br>
 * <b>Error:</b> D is exact on the cells; against raw values it is low by at most the mass that
 * either side has in one cell. Under the limit law the p-value errs high for small samples and for
 * few distinct values: the test finds less, it never alarms more. <br>
 * <b>Cost:</b> one pass over the cells, no allocation but the result; n·m steps for an exact
 * p-value; two sorts for raw samples. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; one value
 * gives a D that is hardly ever significant; all values equal is {@link
 * DriftStatus#NOT_APPLICABLE}; ties are what cells are made of and cost nothing.
 *
 * <p><b>Dependent values:</b> raw samples are taken for independent, and alarm far too often when
 * they are not; counts bring their effective size, and the test is then conservative.
 *
 * @implNote SciPy's {@code method="exact"} ignores ties; its {@code method="asymp"} evaluates the
 *     finite one-sample law at the rounded n·m/(n+m) instead of the limit law; the two agree as
 *     samples grow, and ours accepts fractional sizes.
 * @see "N. Smirnov, Table for estimating the goodness of fit of empirical distributions, Annals of
 *     Mathematical Statistics 19, 1948; G. Schröer and D. Trenkler, Exact and randomization
 *     distributions of Kolmogorov–Smirnov tests two or three samples, Computational Statistics and
 *     Data Analysis 20, 1995"
 */
public final class KolmogorovSmirnov {

  /** Largest n·m of an exact p-value on cells: what a window may cost. */
  static final int COUNTED_PATHS = 10_000;

  /** Largest n·m of an exact p-value on raw samples: a few milliseconds. */
  static final int SAMPLED_PATHS = 1_000_000;

  private static final String NAME = "ks";

  /** The 99 % point of the limit law, as tabled by Smirnov. */
  private static final double CRITICAL = 1.628;

  private KolmogorovSmirnov() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @return the measure {@code ks}
   * @throws IllegalArgumentException when the two sides do not fit together
   */
  public static Measure compare(Counts reference, Counts current) {
    return compare(reference, current, COUNTED_PATHS);
  }

  /**
   * Compares two raw samples of independent values.
   *
   * @param reference values in any order, none NaN; not changed
   * @param current values in any order, none NaN; not changed
   * @return the measure {@code ks}
   * @throws IllegalArgumentException when a value is NaN
   */
  public static Measure compare(double[] reference, double[] current) {
    PooledSamples pooled = PooledSamples.ranked(reference, current);
    return compare(pooled.reference(), pooled.current(), SAMPLED_PATHS);
  }

  private static Measure compare(Counts reference, Counts current, int exactPaths) {
    DriftStatus status = Alignment.status(reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    double statistic = largestGap(reference, current);
    double spread = Math.sqrt(Alignment.varianceFactor(reference, current));
    boolean exact =
        Alignment.independent(reference, current)
            && (double) reference.n() * current.n() <= exactPaths;
    double pValue =
        exact ? exactTail(reference, current) : KolmogorovDistribution.survival(statistic / spread);
    return new Measure(NAME, statistic, pValue, CRITICAL * spread, DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(NoiseLevel.lowerBound(statistic, CRITICAL * spread));
  }

  private static double largestGap(Counts reference, Counts current) {
    long referenceBelow = 0;
    long currentBelow = 0;
    double largest = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
      double gap =
          Math.abs((double) referenceBelow / reference.n() - (double) currentBelow / current.n());
      largest = Math.max(largest, gap);
    }
    return largest;
  }

  private static double exactTail(Counts reference, Counts current) {
    int n = (int) reference.n();
    int m = (int) current.n();
    long referenceBelow = 0;
    long currentBelow = 0;
    long largest = 0; // in whole numbers, so that no rounding decides whether paths reach it
    for (int i = 0; i < reference.cells().length; i++) {
      referenceBelow += reference.cells()[i];
      currentBelow += current.cells()[i];
      largest = Math.max(largest, Math.abs(referenceBelow * m - currentBelow * n));
    }
    return SmirnovPaths.survival(n, m, largest, Alignment.groups(reference, current));
  }
}
