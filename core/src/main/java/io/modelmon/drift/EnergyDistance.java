package io.modelmon.drift;

import io.modelmon.math.BrownianBridgeSquare;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Energy distance of one numeric feature: √(2·∫(F − G)²), also known as Cramér's distance times √2.
 *
 * <p>Answers how far the two distributions are apart, in the root of the feature's unit. Like
 * {@link Wasserstein}, but large gaps between the distribution functions weigh more than wide ones.
 *
 * <p><b>Input:</b> counts on the same cells and one position per cell, or raw samples: NaN and
 * infinities are refused. <br>
 * <b>Output:</b> distance ≥ 0, zero for equal distributions only. The interval is a one-sided 99 %
 * lower bound, as that of {@link Wasserstein}: the distance is a norm too. The p-value is that of
 * the limit law over the pooled distribution, a weighted sum of chi-square variables, at effective
 * sample sizes; or, where asked for, by permutation: (k+1)/(B+1) when k of B permuted samples are
 * at least as far apart. Noise is the 99 % level of the limit law. <br>
 * <b>Error:</b> exact for values that lie on the positions. The limit law holds a nominal 1 %
 * within half a point from thirty values a side on, given finite variance. A permutation p-value
 * has the standard error √(p(1−p)/B). <br>
 * <b>Cost:</b> one pass over the cells; some ten thousand complex products per p-value, ten times
 * that for the noise, and again for the bound where it is above 0 and the side that varies more is
 * the smaller one; two sorts for raw samples; B·(n+m) random numbers for permutations. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a side without values is {@link DriftStatus#TOO_FEW_SAMPLES}; all values
 * equal, or all occupied cells at one position, is {@link DriftStatus#NOT_APPLICABLE}; when nearly
 * all values are equal, the limit law takes at least three expected values that are not.
 *
 * <p><b>Dependent values:</b> raw samples are taken for independent, permutations make them so, and
 * both alarm far too often when they are not; counts with their effective size are conservative.
 *
 * @see "G. J. Székely and M. L. Rizzo, Testing for equal distributions in high dimension, InterStat
 *     5, 2004; L. Baringhaus and C. Franz, On a new multivariate two-sample test, Journal of
 *     Multivariate Analysis 88, 2004; B. Phipson and G. K. Smyth, Permutation p-values should never
 *     be zero, Statistical Applications in Genetics and Molecular Biology 9, 2010; T. W. Anderson,
 *     The integral of a symmetric unimodal function over a symmetric convex set and some
 *     probability inequalities, Proceedings of the AMS 6, 1955 (the bound)"
 */
public final class EnergyDistance {

  private static final String NAME = "energy";

  /** Sums that differ by less are equal but for rounding. */
  private static final double ROUNDING = 1e-11;

  private EnergyDistance() {}

  /**
   * Compares two sides.
   *
   * @param reference counts per cell, cells in ascending order of value
   * @param current counts on the same cells
   * @param positions one representative value per cell, finite, ascending; equal neighbours allowed
   * @return the measure {@code energy}
   * @throws IllegalArgumentException when the two sides or the positions do not fit together
   */
  public static Measure compare(Counts reference, Counts current, double[] positions) {
    DriftStatus status = Alignment.status(reference, current);
    Positions line = Positions.of(positions, reference, current);
    if (status != DriftStatus.OK) {
      return Alignment.undefined(NAME, status, reference, current);
    }
    SquaredGaps gaps = new SquaredGaps(reference, current);
    double[] widths = widths(reference, current, line);
    SquaredSum sum = sum(gaps, widths);
    if (sum == null) {
      return Alignment.undefined(NAME, DriftStatus.NOT_APPLICABLE, reference, current);
    }
    double distance = root(gaps.sum(), line);
    double factor = Alignment.varianceFactor(reference, current);
    double noiseSquare = sum.noise();
    double noise = root(noiseSquare * factor, line);
    DoubleSupplier opposed =
        () -> root(opposedSquare(reference, current, widths, noiseSquare) * factor, line);
    return new Measure(NAME, distance, sum.pValue(), noise, DriftStatus.OK)
        .between(SampleSizes.of(reference, current))
        .within(NoiseLevel.lowerBound(distance, noise, opposed));
  }

  /**
   * Returns the critical value of the sum under the opposed mixture, or {@code least} when it is no
   * larger: one tail tells, for the tenth part of the cost of the search.
   */
  private static double opposedSquare(
      Counts reference, Counts current, double[] widths, double least) {
    SquaredGaps gaps = new SquaredGaps(reference, current);
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    while (gaps.next()) {
      gaps.addOpposedTo(square, 2 * widths[gaps.cell()]);
    }
    BrownianBridgeSquare.Law law = square.law(gaps.opposedFactor());
    return law.survival(least) <= NoiseLevel.TAIL ? least : law.criticalValue(NoiseLevel.TAIL);
  }

  /**
   * Returns the p-value of {@link #compare(Counts, Counts, double[])} alone, for the tenth part of
   * the cost: noise is dear.
   *
   * @param positions one representative value per cell, finite, ascending; equal neighbours allowed
   * @return in [0, 1], or NaN where the measure has none
   * @throws IllegalArgumentException when the two sides or the positions do not fit together
   */
  public static double pValue(Counts reference, Counts current, double[] positions) {
    DriftStatus status = Alignment.status(reference, current);
    Positions line = Positions.of(positions, reference, current);
    if (status != DriftStatus.OK) {
      return Double.NaN;
    }
    SquaredGaps gaps = new SquaredGaps(reference, current);
    SquaredSum sum = sum(gaps, widths(reference, current, line));
    return sum == null ? Double.NaN : sum.pValue();
  }

  /** Returns the sum over all gaps, or null where all occupied cells are at one position. */
  private static @Nullable SquaredSum sum(SquaredGaps gaps, double[] widths) {
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    while (gaps.next()) {
      gaps.addTo(square, 2 * widths[gaps.cell()]);
    }
    return square.isEmpty() ? null : new SquaredSum(gaps.statistic(), square.law(gaps.lawFactor()));
  }

  /**
   * Compares two raw samples of independent values by the limit law.
   *
   * @param reference finite values in any order; not changed
   * @param current finite values in any order; not changed
   * @return the measure {@code energy}
   * @throws IllegalArgumentException when a value is NaN or infinite
   */
  public static Measure compare(double[] reference, double[] current) {
    PooledSamples pooled = PooledSamples.finite(reference, current);
    return compare(pooled.reference(), pooled.current(), pooled.values());
  }

  /**
   * Compares two raw samples of independent values by permutation, which is right for every size
   * and every distribution.
   *
   * @param reference finite values in any order; not changed
   * @param current finite values in any order; not changed
   * @param permutations how many, B ≥ 1; no p-value is below 1/(B+1)
   * @param seed the same seed gives the same p-value
   * @return the measure {@code energy}
   * @throws IllegalArgumentException when a value is NaN or infinite, or B &lt; 1
   */
  public static Measure compare(double[] reference, double[] current, int permutations, long seed) {
    if (permutations < 1) {
      throw new IllegalArgumentException("permutations must be >= 1, were " + permutations);
    }
    PooledSamples pooled = PooledSamples.finite(reference, current);
    Measure measure = compare(pooled.reference(), pooled.current(), pooled.values());
    if (measure.status() != DriftStatus.OK) {
      return measure;
    }
    SplittableRandom random = new SplittableRandom(seed);
    Positions line = Positions.of(pooled.values(), pooled.reference(), pooled.current());
    double[] widths = widths(pooled.reference(), pooled.current(), line);
    double observed = sum(pooled.reference(), pooled.current(), widths) * (1 - ROUNDING);
    Counts permuted = Counts.independent(pooled.reference().cells().clone());
    Counts rest = Counts.independent(pooled.current().cells().clone());
    int asFar = 0;
    for (int round = 0; round < permutations; round++) {
      permute(permuted.cells(), rest.cells(), permuted.n(), random);
      if (sum(permuted, rest, widths) >= observed) {
        asFar++;
      }
    }
    double pValue = (asFar + 1.0) / (permutations + 1.0);
    return new Measure(NAME, measure.statistic(), pValue, measure.noise(), DriftStatus.OK)
        .between(measure.sizes())
        .within(measure.interval());
  }

  /** Deals the pooled values out anew, {@code n} of them to the first side. */
  private static void permute(long[] first, long[] second, long n, SplittableRandom random) {
    long left = 0;
    for (int i = 0; i < first.length; i++) {
      left += first[i] + second[i];
    }
    long wanted = n;
    for (int i = 0; i < first.length; i++) {
      long here = first[i] + second[i];
      long dealt = 0;
      for (long k = 0; k < here; k++) {
        if (random.nextLong(left) < wanted) {
          dealt++;
          wanted--;
        }
        left--;
      }
      first[i] = dealt;
      second[i] = here - dealt;
    }
  }

  private static double sum(Counts reference, Counts current, double[] widths) {
    SquaredGaps gaps = new SquaredGaps(reference, current);
    while (gaps.next()) {
      gaps.add(2 * widths[gaps.cell()]);
    }
    return gaps.sum();
  }

  /** Returns per occupied cell the distance to the next occupied one. */
  private static double[] widths(Counts reference, Counts current, Positions line) {
    double[] widths = new double[reference.cells().length];
    int next = -1;
    for (int i = widths.length - 1; i >= 0; i--) {
      if (reference.cells()[i] + current.cells()[i] > 0) {
        widths[i] = next < 0 ? 0 : line.values()[next] - line.values()[i];
        next = i;
      }
    }
    return widths;
  }

  /** Returns the root of a length, in the unit of the feature. */
  private static double root(double length, Positions line) {
    int odd = line.exponent() & 1;
    return Math.scalb(Math.sqrt(Math.scalb(length, odd)), (line.exponent() - odd) / 2);
  }
}
