package io.modelmon.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.Counts;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.Measure;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the frozen grid costs: Kolmogorov–Smirnov on its cells against the exact test of the same
 * raw samples. Seeds are fixed, so the outcomes are.
 */
class GridPowerCalibrationTest {

  private static final double ALPHA = 0.01;
  private static final double[] SHIFTS = {0.1, 0.2, 0.3, 0.5};

  /** The least share of the exact test's power that the grid must have. */
  private static final double LEAST = 0.95;

  @ParameterizedTest
  @CsvSource({"200, 4000", "500, 2000", "1000, 1000", "2000, 300"})
  void grid_shiftedNormal_findsWhatTheExactTestFinds(int size, int trials) throws IOException {
    assertPower(size, trials);
  }

  @ParameterizedTest
  @Tag("calibration")
  @CsvSource({"200, 20000", "500, 20000", "1000, 10000", "2000, 5000"})
  void grid_shiftedNormalManyTimes_findsWhatTheExactTestFinds(int size, int trials)
      throws IOException {
    assertPower(size, trials);
  }

  private static void assertPower(int size, int trials) throws IOException {
    for (double shift : SHIFTS) {
      long[] found =
          IntStream.range(0, trials)
              .parallel()
              .mapToObj(trial -> run(size, shift, trial))
              .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
      double onGrid = (double) found[0] / trials;
      double exact = (double) found[1] / trials;
      Notes.add("power.md", "| %d | %s | %d | %.4f | %.4f |", size, shift, trials, onGrid, exact);

      if (exact > 0.1) {
        assertThat(onGrid).as("shift %s, %d", shift, size).isGreaterThanOrEqualTo(LEAST * exact);
      }
    }
  }

  /** Returns whether the grid and whether the exact test found the shift; checks the error. */
  private static long[] run(int size, double shift, int trial) {
    SplittableRandom random = new SplittableRandom(size * 1_000_003L + trial);
    double[] reference = Population.NORMAL.sample(random, size);
    double[] current = Population.NORMAL.sample(random, size);
    for (int i = 0; i < size; i++) {
      current[i] += shift;
    }
    Trial drawn = Trial.of(reference, current);
    Measure onGrid = KolmogorovSmirnov.compare(drawn.referenceCells(), drawn.currentCells());
    int gap = largestGap(reference, current);
    double error = (double) gap / size - onGrid.statistic();
    assertThat(error).isBetween(-1e-12, heaviest(drawn) + 1e-12);
    return new long[] {onGrid.pValue() < ALPHA ? 1 : 0, exactTail(size, gap) < ALPHA ? 1 : 0};
  }

  /** Returns the largest share of either side in one cell, the documented error of D. */
  private static double heaviest(Trial trial) {
    double reference = Arrays.stream(trial.referenceCells().cells()).max().orElse(0);
    double current = Arrays.stream(trial.currentCells().cells()).max().orElse(0);
    return Math.max(reference / trial.referenceCells().n(), current / trial.currentCells().n());
  }

  /** Returns the largest gap of the distribution functions of equally large samples, times n. */
  private static int largestGap(double[] first, double[] second) {
    double[] a = first.clone();
    double[] b = second.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    int i = 0;
    int j = 0;
    int largest = 0;
    while (i < a.length && j < b.length) {
      if (a[i] <= b[j]) {
        i++;
      } else {
        j++;
      }
      largest = Math.max(largest, Math.abs(i - j));
    }
    return largest;
  }

  /** Returns the exact tail without ties: 2·Σ (−1)^(k+1)·C(2n, n+k·gap)/C(2n, n). */
  private static double exactTail(int n, int gap) {
    double sum = 0;
    for (int k = 1; k * gap <= n; k++) {
      double log = 2 * Gamma.logGamma(n + 1.0);
      log -= Gamma.logGamma(n + k * gap + 1.0) + Gamma.logGamma(n - k * gap + 1.0);
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(log);
    }
    return sum;
  }

  /** Decimals of a CSV file, served by code that computes in float. */
  @ParameterizedTest
  @CsvSource({"0.1, 10", "0.01, 100", "0.05, 7", "0.001, 900", "1.1, 5", "12345.67, 3"})
  void grid_floatsServedForDecimals_seesTheSameValues(double unit, int values) {
    SplittableRandom random = new SplittableRandom(values);
    double[] training = new double[5_000];
    for (int i = 0; i < training.length; i++) {
      int step = random.nextInt(values) - values / 3;
      training[i] = Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3f", step * unit));
    }
    NumericReference profile = Trial.profile(training);
    NumericCounts window = new NumericCounts(profile);
    double[] served = new double[training.length];
    for (int i = 0; i < served.length; i++) {
      served[i] = (float) training[i];
    }
    window.numbers(served, served.length);

    Measure measure =
        KolmogorovSmirnov.compare(
            Counts.independent(profile.cells()), Counts.independent(window.counts().cells()));

    assertThat(window.counts().cells()).isEqualTo(profile.cells());
    assertThat(measure.statistic()).isZero();
  }
}
