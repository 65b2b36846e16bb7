package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.math.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the interval of the area holds the area that the classifiers of the same folds reach on
 * further rows, of which there are enough to know it.
 */
class ClassifierCoverageTest {

  private final SimulatedRows simulated = new SimulatedRows(31);

  @ParameterizedTest
  @CsvSource({"25, 25, 2, 0", "60, 40, 2, 0"})
  void interval_fewRows_coversTheAreaOfFurtherRows(
      int reference, int current, double shift, double correlation) {
    assertCovers(400, reference, current, shift, correlation);
  }

  @ParameterizedTest
  @Tag("calibration")
  @CsvSource({
    "25, 25, 0, 0",
    "25, 25, 1, 0",
    "25, 25, 3, 0",
    "60, 40, 0, 0",
    "60, 40, 1, 0",
    "200, 50, 1, 0",
    "200, 200, 0, 0",
    "200, 200, 1, 0",
    "200, 200, 2, 0",
    "200, 200, 0, 0.9"
  })
  void interval_anySizeAndArea_coversTheAreaOfFurtherRows(
      int reference, int current, double shift, double correlation) {
    assertCovers(1_000, reference, current, shift, correlation);
  }

  /**
   * Each end misses once in forty. Seeds are fixed; the bound is four standard deviations above,
   * which one seed in 16,000 would cross.
   */
  private void assertCovers(
      int trials, int reference, int current, double shift, double correlation) {
    int below = 0;
    int above = 0;
    for (int trial = 0; trial < trials; trial++) {
      PooledRows rows =
          PooledRows.unscaled(simulated.normal(reference, 3), current(current, shift, correlation));
      Interval interval = ClassifierTwoSample.compare(rows, trial).interval();
      double area = areaOfFurtherRows(rows, trial, shift, correlation);
      below += area < interval.lower() ? 1 : 0;
      above += area > interval.upper() ? 1 : 0;
    }

    int most = (int) (0.025 * trials + 4 * Math.sqrt(0.025 * 0.975 * trials));
    assertThat(below).isLessThanOrEqualTo(most);
    assertThat(above).isLessThanOrEqualTo(most);
    assertThat(below + above).isPositive();
  }

  private double[][] current(int rows, double shift, double correlation) {
    double[][] current = simulated.correlated(rows, 3, correlation);
    for (double[] row : current) {
      row[0] += shift;
    }
    return current;
  }

  /** Folds weigh as in the comparison: by their pairs of rows. */
  private double areaOfFurtherRows(PooledRows rows, long seed, double shift, double correlation) {
    // Twenty times as many add two hundredths to the standard error of the difference.
    int further = 20 * Math.max(rows.referenceRows(), rows.currentRows());
    double[][] reference = simulated.normal(further, 3);
    double[][] current = current(further, shift, correlation);
    int[] folds = ClassifierTwoSample.folds(rows, new SplittableRandom(seed));
    double area = 0;
    double weights = 0;
    for (int fold = 1; fold < ClassifierTwoSample.FOLDS; fold++) {
      BoostedTrees trees = ClassifierTwoSample.train(rows, folds, fold);
      double weight = 1;
      for (boolean side : new boolean[] {false, true}) {
        int scored = 0;
        for (int i = 0; i < folds.length; i++) {
          scored += folds[i] == fold && i >= rows.referenceRows() == side ? 1 : 0;
        }
        weight *= scored;
      }
      area += weight * AreaUnderCurve.of(scores(trees, reference), scores(trees, current)).value();
      weights += weight;
    }
    return area / weights;
  }

  private static double[] scores(BoostedTrees trees, double[][] rows) {
    return Arrays.stream(rows).mapToDouble(trees::score).toArray();
  }
}
