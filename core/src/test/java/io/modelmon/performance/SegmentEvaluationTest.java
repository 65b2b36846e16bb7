package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentEvaluationTest {

  private static final EvaluationSettings SETTINGS = EvaluationSettings.DEFAULT;

  /** Rows of which a share is right, by segment. */
  private static SegmentEvaluation evaluation(int rows, double... accuracies) {
    int n = rows * accuracies.length;
    int[] predicted = new int[n];
    int[] segments = new int[n];
    for (int i = 0; i < n; i++) {
      segments[i] = i / rows;
      predicted[i] = i % rows < accuracies[segments[i]] * rows ? 1 : 0;
    }
    int[] actual = new int[n];
    Arrays.fill(actual, 1);
    double[] scores = new double[n];
    Arrays.fill(scores, Double.NaN);
    List<String> names = List.of("a", "b", "c", "d", "e").subList(0, accuracies.length);
    return SegmentEvaluation.of(
        ClassificationOutcomes.binary(1, predicted, actual, scores), segments, names, SETTINGS);
  }

  @Test
  void worst_oneBadSegment_namesItAsSignificant() {
    List<WorstSegment> worst = evaluation(200, 0.9, 0.6, 0.88, 0.84).worst(MetricName.ACCURACY, 3);

    // The mean over all rows is 0.805: only b is below it.
    assertThat(worst).hasSize(1);
    assertThat(worst.get(0).segment()).isEqualTo("b");
    assertThat(worst.get(0).significant()).isTrue();
    assertThat(worst.get(0).overall()).isCloseTo(0.805, within(1e-12));
    assertThat(worst.get(0).simultaneous().upper())
        .isGreaterThan(worst.get(0).metric().interval().upper());
  }

  @Test
  void worst_equalSegments_areNotSignificantlyWorse() {
    List<WorstSegment> worst =
        evaluation(100, 0.82, 0.78, 0.8, 0.79, 0.81).worst(MetricName.ACCURACY, 5);

    assertThat(worst).extracting(WorstSegment::segment).containsExactly("b", "d");
    assertThat(worst).noneMatch(WorstSegment::significant);
  }

  @Test
  void worst_unknownMetric_isEmpty() {
    assertThat(evaluation(50, 0.5, 0.9).worst(MetricName.ROC_AUC, 2)).isEmpty();
  }

  @Test
  void of_rowsOfNoSegment_countOverallOnly() {
    RegressionOutcomes rows =
        RegressionOutcomes.of(new double[] {1, 2, 3, 4}, new double[] {1, 2, 4, 8});

    SegmentEvaluation evaluation =
        SegmentEvaluation.of(rows, new int[] {0, 0, 1, -1}, List.of("a", "b", "c"), SETTINGS);

    assertThat(evaluation.overall().get(0).value()).isCloseTo(17 / 4.0, within(1e-15));
    assertThat(evaluation.segments()).extracting(SegmentPerformance::rows).containsExactly(2, 1, 0);
    assertThat(evaluation.segments().get(2).metrics())
        .allMatch(metric -> metric.status() == MetricStatus.NO_ROWS);
  }

  @Test
  void of_unknownSegment_isRefused() {
    RegressionOutcomes rows = RegressionOutcomes.of(new double[] {1}, new double[] {1});

    assertThatThrownBy(() -> SegmentEvaluation.of(rows, new int[] {1}, List.of("a"), SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-1, 1)");
  }

  @Test
  void compare_twoGroups_givesDifferencesAndRatio() {
    // Group a: 40 of 100 selected, b: 20 of 100; of 50 positives 30 and 15 found.
    List<FairnessMetric> metrics =
        Fairness.compare(
            groups(new int[][] {{30, 10}, {15, 5}}), member(2), List.of("a", "b"), 0.95);

    assertThat(metrics)
        .extracting(FairnessMetric::value)
        .usingComparatorForType((x, y) -> Math.abs(x - y) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(0.2, 0.5, 0.3, 0.3);
    assertThat(metrics).allMatch(metric -> metric.lowestGroup().equals("b"));
    assertThat(metrics).allMatch(metric -> metric.highestGroup().equals("a"));
    // Newcombe's interval of 40/100 − 20/100, from statsmodels 0.15.
    assertThat(metrics.get(0).interval().lower()).isCloseTo(0.0731191599962, within(1e-12));
    assertThat(metrics.get(0).interval().upper()).isCloseTo(0.3185050993390, within(1e-12));
  }

  /** Under equal treatment the interval of a difference must reach down to zero 95 times of 100. */
  @Test
  void compare_equalGroups_holdsNoDifference() {
    SplittableRandom random = new SplittableRandom(5);
    int held = 0;
    for (int trial = 0; trial < 400; trial++) {
      int[][] counts = new int[4][2];
      for (int[] count : counts) {
        for (int i = 0; i < 50; i++) {
          count[0] += random.nextDouble() < 0.6 ? 1 : 0;
          count[1] += random.nextDouble() < 0.2 ? 1 : 0;
        }
      }
      List<FairnessMetric> metrics =
          Fairness.compare(groups(counts), member(4), List.of("a", "b", "c", "d"), 0.95);
      held += metrics.get(3).interval().lower() == 0 ? 1 : 0;
    }

    // Fewer than 363 happen once in a million at 95 %.
    assertThat(held).isGreaterThan(362);
  }

  @Test
  void compare_groupWithoutPositives_isUndefinedWithReason() {
    ClassificationOutcomes rows =
        ClassificationOutcomes.binary(
            1, new int[] {1, 0, 1}, new int[] {1, 1, 0}, new double[] {0.5, 0.5, 0.5});

    List<FairnessMetric> metrics =
        Fairness.compare(rows, new int[] {0, 0, 1}, List.of("a", "b"), 0.95);

    assertThat(metrics.get(0).status()).isEqualTo(MetricStatus.KNOWN);
    assertThat(metrics.get(2).status()).isEqualTo(MetricStatus.NO_POSITIVE_LABEL);
    assertThat(metrics.get(2).value()).isNaN();
  }

  /** Groups of 50 positive and 50 negative rows; counts are found positives and false alarms. */
  private static ClassificationOutcomes groups(int[][] counts) {
    int n = counts.length * 100;
    int[] predicted = new int[n];
    int[] actual = new int[n];
    for (int i = 0; i < n; i++) {
      int within = i % 100;
      actual[i] = within < 50 ? 1 : 0;
      predicted[i] = within % 50 < counts[i / 100][within / 50] ? 1 : 0;
    }
    double[] scores = new double[n];
    Arrays.fill(scores, Double.NaN);
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  private static int[] member(int groups) {
    int[] groupOfRow = new int[groups * 100];
    Arrays.setAll(groupOfRow, i -> i / 100);
    return groupOfRow;
  }
}
