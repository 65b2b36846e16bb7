package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often identically distributed samples exceed a level. Every trial draws its own reference.
 *
 * <p>Seeds are fixed, so the outcome is; were they not, a limit would fail by chance less than once
 * in a million runs unless it says otherwise.
 */
class NullLevelCalibrationTest {

  private static final int TRIALS = 10_000;

  /** Six standard errors of a share of 1 % in {@link #TRIALS} trials, in percent. */
  private static final double MARGIN = 100 * 6 * Math.sqrt(0.01 * 0.99 / TRIALS);

  /** The largest difference costs ten times what the others do; one trial in five will do. */
  private static final int LARGEST_EVERY = 5;

  @Test
  void kolmogorovSmirnov_undriftedGrids_rejectsInsideTheBinomialBound() {
    SplittableRandom random = new SplittableRandom(20);
    int fivePercent = 0;
    int onePercent = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SimulatedGrid grid = SimulatedGrid.normal(random, 2_000, 500);
      long[] current = new long[grid.cells()];
      for (int i = 0; i < 500; i++) {
        current[grid.cell(random.nextGaussian())]++;
      }
      double pValue =
          KolmogorovSmirnov.compare(grid.reference(), Counts.independent(current)).pValue();
      fivePercent += pValue < 0.05 ? 1 : 0;
      onePercent += pValue < 0.01 ? 1 : 0;
    }

    // Central 99.9 % binomial intervals at the nominal level; the limit law errs to the low side.
    assertThat(fivePercent).isBetween(430, 573);
    assertThat(onePercent).isBetween(69, 134);
  }

  /**
   * Columns: cells; exponent of the Zipf shares, 0 = equal; sizes; then the documented deviation of
   * the 1 % level in points: divergences and the others.
   */
  @ParameterizedTest
  @CsvSource({
    "2,  0, 1000, 300, 0.5, 0.5",
    "5,  1, 1000, 300, 0.5, 0.5",
    "20, 0, 1000, 300, 0.5, 0.5",
    "20, 0, 500,  100, 1.5, 0.5",
    "10, 1, 300,  300, 0.5, 0.5"
  })
  void noise_undriftedCounts_isExceededOnceInAHundred(
      int cells, double exponent, int n, int m, double divergencePoints, double points) {
    SplittableRandom random = new SplittableRandom(cells + n);
    int[] cellOf = zipf(cells, exponent);
    double[] positions = IntStream.range(0, cells).mapToDouble(Math::sqrt).toArray();
    int[] above = new int[9];
    for (int trial = 0; trial < TRIALS; trial++) {
      Counts reference = Counts.independent(draw(random, cellOf, cells, n));
      Counts current = Counts.independent(draw(random, cellOf, cells, m));
      above[0] += exceeds(ChiSquare.compare(reference, current));
      above[1] += exceeds(TotalVariation.compare(reference, current));
      above[2] += exceeds(Wasserstein.compare(reference, current, positions));
      above[3] += exceeds(GStatistic.compare(reference, current));
      if (trial % LARGEST_EVERY == 0) {
        above[4] += exceeds(LInfinity.compare(reference, current));
      }
      above[5] += exceeds(PopulationStabilityIndex.compare(reference, current));
      above[6] += exceeds(JensenShannon.compare(reference, current));
      above[7] += exceeds(KullbackLeibler.compare(reference, current));
      above[8] += exceeds(Hellinger.compare(reference, current));
    }

    for (int measure = 0; measure < above.length; measure++) {
      double deviation = measure < 5 ? points : divergencePoints;
      double every = measure == 4 ? LARGEST_EVERY : 1;
      double margin = MARGIN * Math.sqrt(every);
      assertThat(100.0 * above[measure] * every / TRIALS)
          .as("measure %d", measure)
          .isBetween(1 - deviation - margin, 1 + deviation + margin);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, 300, 100", "0.05, 2000, 300", "0.001, 20000, 1000", "0.0001, 20000, 1000"})
  void proportionTest_undriftedShares_rejectsNoMoreThanItSays(double share, int n, int m) {
    SplittableRandom random = new SplittableRandom(n + m);
    int rejected = 0;
    int exceeded = 0;
    int trials = TRIALS / 5;
    for (int trial = 0; trial < trials; trial++) {
      Measure measure =
          ProportionShift.compare(hits(random, share, n), n, hits(random, share, m), m);
      rejected += measure.pValue() < 0.01 ? 1 : 0;
      exceeded += exceeds(measure);
    }

    // 1 % and six standard errors; noise is documented up to 1.4 %.
    double margin = 6 * Math.sqrt(0.01 * 0.99 / trials);
    assertThat((double) rejected / trials).isLessThan(0.01 + margin);
    assertThat((double) exceeded / trials).isLessThan(0.014 + margin);
  }

  private static int exceeds(Measure measure) {
    return measure.statistic() > measure.noise() ? 1 : 0;
  }

  /** Returns a binomial count, by the geometric gaps between hits. */
  private static long hits(SplittableRandom random, double share, int n) {
    long hits = 0;
    double position = gap(random, share);
    while (position < n) {
      hits++;
      position += 1 + gap(random, share);
    }
    return hits;
  }

  private static double gap(SplittableRandom random, double share) {
    return Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-share));
  }

  private static long[] draw(SplittableRandom random, int[] cellOf, int cells, int n) {
    long[] counts = new long[cells];
    for (int i = 0; i < n; i++) {
      counts[cellOf[random.nextInt(cellOf.length)]]++;
    }
    return counts;
  }

  /** Returns a table of equally likely entries that fall into Zipf shares, to a thousandth. */
  private static int[] zipf(int cells, double exponent) {
    double total = 0;
    for (int i = 0; i < cells; i++) {
      total += Math.pow(i + 1, -exponent);
    }
    int[] cellOf = new int[1_000];
    double upTo = 0;
    int entry = 0;
    for (int i = 0; i < cells; i++) {
      upTo += Math.pow(i + 1, -exponent) / total;
      while (entry < Math.round(upTo * cellOf.length)) {
        cellOf[entry++] = i;
      }
    }
    return cellOf;
  }
}
