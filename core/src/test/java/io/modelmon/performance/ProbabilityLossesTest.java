package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProbabilityLossesTest {

  private static PerformanceMetric brier(List<PerformanceMetric> metrics) {
    return metrics.stream()
        .filter(metric -> metric.name() == MetricName.BRIER)
        .findFirst()
        .orElseThrow();
  }

  /** Five classes, each scored near 1 by a model of its own, in runs of rows scored alike. */
  private static ClassificationOutcomes oneAgainstRest() {
    SplittableRandom random = new SplittableRandom(2);
    int n = 400;
    double[] scores = new double[5 * n];
    for (int i = 0; i < scores.length; i++) {
      double run = i / 5 / 20 % 2 == 0 ? 0.01 : 0.05;
      scores[i] = 1 - run * random.nextDouble();
    }
    int[] actual = random.ints(n, 0, 5).toArray();
    return ClassificationOutcomes.multiclass(5, actual, actual, scores);
  }

  @Test
  void brier_scoresThatAddUpToMore_mayBeAsLargeAsTheirNumber() {
    ClassificationOutcomes rows = oneAgainstRest();

    List<PerformanceMetric> metrics = Evaluation.evaluate(rows, EvaluationSettings.DEFAULT);
    List<PerformanceMetric> ordered = Evaluation.evaluateInOrder(rows, EvaluationSettings.DEFAULT);

    double mean = brier(metrics).value();
    assertThat(mean).isBetween(3.8, 4.0);
    assertThat(brier(metrics).interval().lower()).isBetween(mean - 0.05, mean);
    assertThat(brier(metrics).interval().upper()).isBetween(mean, mean + 0.05);
    assertThat(brier(ordered).interval().lower()).isLessThan(brier(metrics).interval().lower());
    assertThat(brier(ordered).interval().upper()).isGreaterThan(brier(metrics).interval().upper());
  }

  /** All wrong with all scores 1 but that of the label: the loss is the number of classes. */
  @Test
  void brier_worstScores_loseTheNumberOfClasses() {
    double[] scores = {0, 1, 1, 1, 0, 1};
    ClassificationOutcomes rows =
        ClassificationOutcomes.multiclass(3, new int[] {1, 0}, new int[] {0, 1}, scores);

    PerformanceMetric metric = brier(Evaluation.evaluate(rows, EvaluationSettings.DEFAULT));

    assertThat(metric.value()).isEqualTo(3);
    assertThat(metric.interval().upper()).isEqualTo(3);
  }

  /** In single precision a sum is 1 up to rounding; two wrong certainties then lose 2. */
  @Test
  void brier_probabilities_loseAtMostTwo() {
    double[] scores = new double[30];
    for (int i = 0; i < scores.length; i += 3) {
      scores[i] = 1;
      scores[i + 1] = 1e-7;
    }
    int[] actual = new int[10];
    Arrays.fill(actual, 2);
    ClassificationOutcomes rows = ClassificationOutcomes.multiclass(3, new int[10], actual, scores);

    PerformanceMetric metric = brier(Evaluation.evaluate(rows, EvaluationSettings.DEFAULT));

    assertThat(metric.value()).isCloseTo(2, within(1e-12));
    assertThat(metric.interval().upper()).isBetween(metric.value(), 2 + 1e-6);
  }
}
