package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Intervals of dependent rows. All seeds are fixed: a test passes or fails for good. */
class DependentRowsTest {

  private static final int TRIALS = 400;
  private static final int ROWS = 1_000;

  @Test
  void inflation_closedForms_areMet() {
    double[] runs = new double[10_000];
    double[] alternating = new double[1_000];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = i / 10 % 2;
    }
    for (int i = 0; i < alternating.length; i++) {
      alternating[i] = i % 2;
    }

    // Runs of ten: r1 = 0.8, r2 = 0.6; decaying at that rate, 1 + 2·0.8 / (1 − 0.75) = 7.4, but
    // (1 + 0.8) / (1 − 0.8) = 9 is larger.
    assertThat(DependentRows.inflation(runs)).isCloseTo(9, within(0.2));
    assertThat(DependentRows.inflation(alternating)).isEqualTo(1);
    assertThat(DependentRows.inflation(new double[100])).isEqualTo(1);
    assertThat(DependentRows.inflation(new double[] {1, 0})).isEqualTo(1);
  }

  @Test
  void evaluateInOrder_independentRows_mostlyChangesNothing() {
    SplittableRandom random = new SplittableRandom(1);
    int unchanged = 0;
    for (int trial = 0; trial < 200; trial++) {
      Outcomes rows = CoverageWorld.BALANCED.draw(ROWS, random);
      List<PerformanceMetric> plain = Evaluation.evaluate(rows, EvaluationSettings.DEFAULT);
      List<PerformanceMetric> ordered =
          Evaluation.evaluateInOrder(rows, EvaluationSettings.DEFAULT);
      unchanged += ordered.get(0).equals(plain.get(0)) ? 1 : 0;
      for (int i = 0; i < plain.size(); i++) {
        assertThat(ordered.get(i).value()).isEqualTo(plain.get(i).value());
        assertThat(ordered.get(i).interval().lower())
            .isLessThanOrEqualTo(plain.get(i).interval().lower());
        assertThat(ordered.get(i).interval().upper())
            .isGreaterThanOrEqualTo(plain.get(i).interval().upper());
      }
    }
    // Two standard errors are exceeded upwards once in 44 windows.
    assertThat(unchanged).isBetween(188, 200);
  }

  /**
   * At an autocorrelation of 0.8 intervals of independent rows hold the truth in half of windows.
   */
  @Test
  void evaluateInOrder_errorsInRuns_covers() {
    Map<MetricName, int[]> plain = new EnumMap<>(MetricName.class);
    Map<MetricName, int[]> ordered = new EnumMap<>(MetricName.class);
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < TRIALS; trial++) {
      ClassificationOutcomes rows = runs(random);
      count(plain, Evaluation.evaluate(rows, EvaluationSettings.DEFAULT));
      count(ordered, Evaluation.evaluateInOrder(rows, EvaluationSettings.DEFAULT));
    }
    for (MetricName name : List.of(MetricName.ACCURACY, MetricName.RECALL, MetricName.PRECISION)) {
      assertThat(coverage(plain, name)).as("%s, plain", name).isLessThan(0.75);
      assertThat(coverage(ordered, name)).as("%s", name).isBetween(0.92, 0.995);
    }
    assertThat(coverage(ordered, MetricName.F1)).isBetween(0.9, 1.0);
  }

  @Test
  void evaluateInOrder_lossesFollowEachOther_covers() {
    int plain = 0;
    int ordered = 0;
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] predicted = new double[ROWS];
      double[] actual = new double[ROWS];
      double state = random.nextGaussian();
      for (int i = 0; i < ROWS; i++) {
        state = 0.9 * state + Math.sqrt(1 - 0.81) * random.nextGaussian();
        predicted[i] = state;
      }
      RegressionOutcomes rows = RegressionOutcomes.of(predicted, actual);
      plain += holds(Evaluation.evaluate(rows, EvaluationSettings.DEFAULT), MetricName.BIAS, 0);
      ordered +=
          holds(Evaluation.evaluateInOrder(rows, EvaluationSettings.DEFAULT), MetricName.BIAS, 0);
    }
    assertThat((double) plain / TRIALS).isLessThan(0.5);
    assertThat((double) ordered / TRIALS).isBetween(0.92, 0.99);
  }

  /** Two versions that are equally good, each with errors in runs; 5 % of windows may differ. */
  @Test
  void compareInOrder_errorsInRuns_holdsItsLevel() {
    SplittableRandom random = new SplittableRandom(4);
    int[] plain = new int[2];
    int[] ordered = new int[2];
    for (int trial = 0; trial < TRIALS / 2; trial++) {
      ClassificationOutcomes one = runs(random);
      ClassificationOutcomes other = runs(random);
      count(plain, VersionComparison.compare(one, other, EvaluationSettings.DEFAULT));
      count(ordered, VersionComparison.compareInOrder(one, other, EvaluationSettings.DEFAULT));
    }
    // Of accuracy and of the Brier score. 200 trials: below 0.1 but for one run in 300 at 0.05.
    for (int metric = 0; metric < plain.length; metric++) {
      assertThat(plain[metric] / (TRIALS / 2.0)).isGreaterThan(0.25);
      assertThat(ordered[metric] / (TRIALS / 2.0)).isBetween(0.005, 0.1);
    }
  }

  /** Counts differences whose interval has no 0 or whose p-value is below 5 %. */
  private static void count(int[] counts, List<MetricDifference> differences) {
    List<MetricName> names = List.of(MetricName.ACCURACY, MetricName.BRIER);
    for (MetricDifference difference : differences) {
      int metric = names.indexOf(difference.name());
      if (metric >= 0) {
        boolean apart =
            difference.interval().lower() > 0
                || difference.interval().upper() < 0
                || difference.pValue() < 0.05;
        counts[metric] += apart ? 1 : 0;
      }
    }
  }

  /** Predictions in runs, alike in two groups that take turns. */
  @Test
  void fairness_predictionsInRuns_covers() {
    SplittableRandom random = new SplittableRandom(5);
    int plain = 0;
    int ordered = 0;
    int[] groups = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      groups[i] = i / 100 % 2;
    }
    for (int trial = 0; trial < TRIALS; trial++) {
      ClassificationOutcomes rows = positivesInRuns(random);
      plain += parity(Fairness.compare(rows, groups, List.of("a", "b"), 0.95));
      ordered += parity(Fairness.compareInOrder(rows, groups, List.of("a", "b"), 0.95));
    }
    assertThat(plain / (double) TRIALS).isLessThan(0.75);
    assertThat(ordered / (double) TRIALS).isBetween(0.9, 0.995);
  }

  /** Returns 1 where the interval of the difference of shares holds 0, which is the truth. */
  private static int parity(List<FairnessMetric> metrics) {
    return metrics.get(0).interval().lower() <= 0 ? 1 : 0;
  }

  private static ClassificationOutcomes positivesInRuns(SplittableRandom random) {
    int[] predicted = new int[ROWS];
    int[] actual = new int[ROWS];
    double[] scores = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      predicted[i] = i > 0 && random.nextDouble() < 0.8 ? predicted[i - 1] : random.nextInt(2);
      actual[i] = random.nextInt(2);
      scores[i] = predicted[i];
    }
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  /** Right four times out of five, in a first-order chain of autocorrelation 0.8; half positive. */
  private static ClassificationOutcomes runs(SplittableRandom random) {
    int[] predicted = new int[ROWS];
    int[] actual = new int[ROWS];
    double[] scores = new double[ROWS];
    boolean right = random.nextDouble() < 0.8;
    for (int i = 0; i < ROWS; i++) {
      right = random.nextDouble() < 0.8 ? right : random.nextDouble() < 0.8;
      actual[i] = random.nextInt(2);
      predicted[i] = right ? actual[i] : 1 - actual[i];
      scores[i] = predicted[i];
    }
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  private static void count(Map<MetricName, int[]> counts, List<PerformanceMetric> metrics) {
    for (MetricName name :
        List.of(MetricName.ACCURACY, MetricName.RECALL, MetricName.PRECISION, MetricName.F1)) {
      counts.computeIfAbsent(name, unused -> new int[1])[0] += holds(metrics, name, 0.8);
    }
  }

  private static int holds(List<PerformanceMetric> metrics, MetricName name, double truth) {
    PerformanceMetric metric =
        metrics.stream().filter(one -> one.name() == name).findFirst().orElseThrow();
    return truth >= metric.interval().lower() && truth <= metric.interval().upper() ? 1 : 0;
  }

  private static double coverage(Map<MetricName, int[]> counts, MetricName name) {
    return counts.getOrDefault(name, new int[1])[0] / (double) TRIALS;
  }
}
