package io.modelmon.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.Counts;
import io.modelmon.drift.CramerVonMises;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.MannWhitney;
import io.modelmon.drift.Measure;
import io.modelmon.drift.WelchT;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests of windows of dependent values alarm at most twice as often as they say, because they
 * compare at the effective sample size that the window has measured itself. Every trial has a
 * reference of its own; its values are independent, as those of a training file. Seeds are fixed;
 * were they not, a limit would fail by chance less than once in a thousand runs if the true rate
 * were exactly twice the nominal one.
 */
class DependenceCalibrationTest {

  private static final int REFERENCE = 5_000;

  /** Of how many trials one is compared without effective sizes, too. */
  private static final int NAIVE = 5;

  /**
   * A measure under test.
   *
   * @param levels how many of the levels of {@link SizeCell} hold for it
   */
  private record Subject(String name, int levels, Comparison comparison) {}

  /** A comparison of counts on cells with centres. */
  private interface Comparison {
    Measure compare(Counts reference, Counts current, double[] centers);
  }

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("ks", 3, (r, c, centers) -> KolmogorovSmirnov.compare(r, c)),
          new Subject("cramer_von_mises", 3, (r, c, centers) -> CramerVonMises.compare(r, c)),
          new Subject("mann_whitney", 3, (r, c, centers) -> MannWhitney.compare(r, c)),
          new Subject("welch_t", 2, WelchT::compare));

  @ParameterizedTest
  @CsvSource({"0.3, 1000", "0.6, 1000", "0.9, 1000", "0.9, 300"})
  void effectiveSize_autoregressiveWindow_holdsTwiceTheLevel(double phi, int n) throws IOException {
    assertHeld(phi, n, 1_000);
  }

  @ParameterizedTest
  @Tag("calibration")
  @CsvSource({
    "0, 1000",
    "0.3, 300",
    "0.3, 1000",
    "0.6, 300",
    "0.6, 1000",
    "0.9, 300",
    "0.9, 1000",
    "0.9, 5000"
  })
  void effectiveSize_manyAutoregressiveWindows_holdsTwiceTheLevel(double phi, int n)
      throws IOException {
    assertHeld(phi, n, Integer.getInteger("modelmon.calibration.trials", 50_000));
  }

  private static void assertHeld(double phi, int n, int trials) throws IOException {
    long[][] alarms =
        IntStream.range(0, trials)
            .parallel()
            .mapToObj(trial -> run(phi, n, trial))
            .reduce(new long[2 * SUBJECTS.size()][3], DependenceCalibrationTest::sum);

    for (int i = 0; i < SUBJECTS.size(); i++) {
      note(phi, n, trials, SUBJECTS.get(i).name(), alarms[2 * i], alarms[2 * i + 1]);
      for (int level = 0; level < SUBJECTS.get(i).levels(); level++) {
        int most =
            new BinomialDistribution(null, trials, 2 * SizeCell.ALPHAS[level])
                .inverseCumulativeProbability(0.999);
        assertThat(alarms[2 * i][level])
            .as("%s at %s", SUBJECTS.get(i).name(), SizeCell.LEVEL_NAMES[level])
            .isLessThanOrEqualTo(most);
      }
    }
    if (phi >= 0.6) { // the test can fail: without effective sizes it does
      assertThat(alarms[1][0]).isGreaterThan(trials / NAIVE / 5);
    }
  }

  /** Returns the alarms of every subject with effective sizes, then without in some trials. */
  private static long[][] run(double phi, int n, int trial) {
    RandomGenerator random = new SplittableRandom(Math.round(phi * 10) * 7_919L + n + trial * 31L);
    NumericReference profile = Trial.profile(Population.NORMAL.sample(random, REFERENCE));
    NumericCounts window = new NumericCounts(profile);
    window.numbers(series(random, phi, n), n);
    Counts reference = Counts.independent(profile.cells());
    long[] cells = window.counts().cells();
    Counts[] sides = {new Counts(cells, n, window.effectiveN()), Counts.independent(cells)};
    long[][] alarms = new long[2 * SUBJECTS.size()][3];
    for (int i = 0; i < alarms.length; i++) {
      if (i % 2 == 1 && trial % NAIVE != 0) {
        continue;
      }
      Measure measure =
          SUBJECTS.get(i / 2).comparison().compare(reference, sides[i % 2], profile.centers());
      for (int level = 0; level < 3; level++) {
        alarms[i][level] = measure.pValue() < SizeCell.ALPHAS[level] ? 1 : 0;
      }
    }
    return alarms;
  }

  private static double[] series(RandomGenerator random, double phi, int n) {
    double[] series = new double[n];
    double state = random.nextGaussian();
    for (int i = 0; i < n; i++) {
      state = phi * state + Math.sqrt(1 - phi * phi) * random.nextGaussian();
      series[i] = state;
    }
    return series;
  }

  private static long[][] sum(long[][] a, long[][] b) {
    long[][] sum = new long[a.length][3];
    for (int i = 0; i < a.length; i++) {
      for (int level = 0; level < 3; level++) {
        sum[i][level] = a[i][level] + b[i][level];
      }
    }
    return sum;
  }

  private static void note(
      double phi, int n, int trials, String name, long[] effective, long[] naive)
      throws IOException {
    Notes.add(
        "dependence.md",
        "| %s | AR(%s) | %d | %d | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f |",
        name,
        phi,
        n,
        trials,
        (double) effective[0] / trials,
        (double) effective[1] / trials,
        (double) effective[2] / trials,
        (double) naive[0] * NAIVE / trials,
        (double) naive[1] * NAIVE / trials,
        (double) naive[2] * NAIVE / trials);
  }
}
