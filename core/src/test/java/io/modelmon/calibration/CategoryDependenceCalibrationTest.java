package io.modelmon.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.ChiSquare;
import io.modelmon.drift.Counts;
import io.modelmon.sketch.CategoryCounts;
import io.modelmon.sketch.CategoryIndex;
import io.modelmon.sketch.CategoryScores;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chi-square of dependent categories, against an independent reference of 5,000, alarms at most
 * twice as often as it says: for levels of an autoregressive series, whose dependence runs along an
 * order that the counts do not know, and for categories that stay as they are for a while. Seeds
 * are fixed; were they not, a limit would fail by chance less than once in a thousand runs if the
 * true rate were exactly twice the nominal one.
 */
class CategoryDependenceCalibrationTest {

  private static final int REFERENCE = 5_000;
  private static final int TRIALS = 1_000;
  private static final int LEVELS = 7;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g");

  @ParameterizedTest
  @CsvSource({
    "false, 0, 800",
    "false, 0.3, 400",
    "false, 0.6, 200",
    "false, 0.9, 40",
    "true, 0.6, 170",
    "true, 0.9, 35"
  })
  void chiSquare_dependentCategories_holdsTwiceTheLevel(boolean stays, double phi, double leastSize)
      throws IOException {
    double[][] trials =
        IntStream.range(0, TRIALS)
            .parallel()
            .mapToObj(trial -> run(stays, phi, new SplittableRandom(trial * 7_919L + 17)))
            .toArray(double[][]::new);

    double size = IntStream.range(0, TRIALS).mapToDouble(i -> trials[i][0]).average().orElse(0);
    for (double alpha : SizeCell.ALPHAS) {
      long alarms = IntStream.range(0, TRIALS).filter(i -> trials[i][1] < alpha).count();
      int most =
          new BinomialDistribution(null, TRIALS, 2 * alpha).inverseCumulativeProbability(0.999);
      Notes.add("categories.md", "| %s | %s | %.0f | %s | %d |", stays, phi, size, alpha, alarms);
      assertThat(alarms).isLessThanOrEqualTo(most);
    }
    assertThat(size).isGreaterThan(leastSize); // it is not held by finding nothing
    if (phi >= 0.6) { // the test can fail: without effective sizes it does
      assertThat(IntStream.range(0, TRIALS).filter(i -> trials[i][2] < 0.05).count())
          .isGreaterThan(TRIALS / 5);
    }
  }

  /** Returns the effective size, and the p-values with and without it. */
  private static double[] run(boolean stays, double phi, RandomGenerator random) {
    long[] reference = new long[LEVELS + 2];
    double[] state = {random.nextGaussian(), 0};
    for (int i = 0; i < REFERENCE; i++) {
      reference[next(stays, 0, state, random)]++;
    }
    CategoryIndex index = new CategoryIndex(NAMES, new long[0], true);
    CategoryCounts window = new CategoryCounts(index, CategoryScores.of(reference));
    for (int i = 0; i < 1_000; i++) {
      window.record(NAMES.get(next(stays, phi, state, random)));
      window.endCall();
    }
    Counts expected = Counts.independent(reference);
    Counts found = new Counts(window.cells(), window.n(), window.effectiveN());
    return new double[] {
      window.effectiveN(),
      ChiSquare.compare(expected, found).pValue(),
      ChiSquare.compare(expected, Counts.independent(window.cells())).pValue()
    };
  }

  private static int next(boolean stays, double phi, double[] state, RandomGenerator random) {
    if (stays) {
      state[1] = random.nextDouble() < phi ? state[1] : Math.pow(random.nextDouble(), 2) * LEVELS;
      return (int) state[1];
    }
    state[0] = phi * state[0] + Math.sqrt(1 - phi * phi) * random.nextGaussian();
    return (int) Math.max(0, Math.min(LEVELS - 1, Math.floor(1.25 * state[0] + 3.5)));
  }
}
