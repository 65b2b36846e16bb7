package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy of metrics without a value: a reason, never 0 or NaN alone. */
class UndefinedMetricsTest {

  private static MetricStatus status(Outcomes outcomes, MetricName name) {
    return Evaluation.evaluate(outcomes, EvaluationSettings.DEFAULT).stream()
        .filter(metric -> metric.name() == name)
        .findFirst()
        .orElseThrow()
        .status();
  }

  private static ClassificationOutcomes rows(int[] predicted, int[] actual, double... scores) {
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  @Test
  void evaluate_noRows_saysSoForEveryMetric() {
    List<Outcomes> empty =
        List.of(
            rows(new int[0], new int[0]),
            ClassificationOutcomes.multiclass(3, new int[0], new int[0], new double[0]),
            RegressionOutcomes.of(new double[0], new double[0]),
            new RankingOutcomes(List.of()));
    for (Outcomes outcomes : empty) {
      assertThat(Evaluation.evaluate(outcomes, EvaluationSettings.DEFAULT))
          .isNotEmpty()
          .allMatch(metric -> metric.status() == MetricStatus.NO_ROWS)
          .allMatch(metric -> Double.isNaN(metric.value()) && !metric.interval().known());
    }
  }

  @Test
  void evaluate_oneClass_namesWhatIsMissing() {
    ClassificationOutcomes negative = rows(new int[] {0, 0}, new int[] {0, 0}, 0.1, 0.2);

    assertThat(status(negative, MetricName.ROC_AUC)).isEqualTo(MetricStatus.ONE_CLASS);
    assertThat(status(negative, MetricName.PR_AUC)).isEqualTo(MetricStatus.ONE_CLASS);
    assertThat(status(negative, MetricName.MCC)).isEqualTo(MetricStatus.ONE_CLASS);
    assertThat(status(negative, MetricName.BALANCED_ACCURACY)).isEqualTo(MetricStatus.ONE_CLASS);
    assertThat(status(negative, MetricName.RECALL)).isEqualTo(MetricStatus.NO_POSITIVE_LABEL);
    assertThat(status(negative, MetricName.LIFT)).isEqualTo(MetricStatus.NO_POSITIVE_LABEL);
    assertThat(status(negative, MetricName.PRECISION))
        .isEqualTo(MetricStatus.NO_POSITIVE_PREDICTION);
    assertThat(status(negative, MetricName.F1)).isEqualTo(MetricStatus.ZERO_DENOMINATOR);
    assertThat(status(negative, MetricName.LOG_LOSS)).isEqualTo(MetricStatus.KNOWN);
  }

  @Test
  void evaluate_scoresMissingOrNoProbabilities_saysWhich() {
    int[] classes = {0, 1};
    ClassificationOutcomes none = rows(classes, classes, Double.NaN, Double.NaN);
    ClassificationOutcomes margins = rows(classes, classes, -3, 4);

    assertThat(status(none, MetricName.ROC_AUC)).isEqualTo(MetricStatus.NO_SCORES);
    assertThat(status(none, MetricName.BRIER)).isEqualTo(MetricStatus.NO_SCORES);
    assertThat(status(margins, MetricName.ROC_AUC)).isEqualTo(MetricStatus.KNOWN);
    assertThat(status(margins, MetricName.ECE)).isEqualTo(MetricStatus.NOT_PROBABILITIES);
    assertThat(CalibrationCurve.of(margins, EvaluationSettings.DEFAULT).bins()).isEmpty();
  }

  @Test
  void evaluate_someScoresMissing_countsTheOthers() {
    ClassificationOutcomes rows =
        rows(new int[] {0, 1, 1}, new int[] {0, 1, 0}, 0.1, 0.9, Double.NaN);

    PerformanceMetric loss =
        Evaluation.evaluate(rows, EvaluationSettings.DEFAULT).stream()
            .filter(metric -> metric.name() == MetricName.LOG_LOSS)
            .findFirst()
            .orElseThrow();

    assertThat(loss.n()).isEqualTo(2);
    assertThat(loss.value()).isCloseTo(-Math.log(0.9), within(1e-12));
  }

  @Test
  void evaluate_certainAndWrong_costsTheClippedLogarithm() {
    ClassificationOutcomes rows = rows(new int[] {1, 1}, new int[] {0, 0}, 1, 1);

    PerformanceMetric loss = Evaluation.evaluate(rows, EvaluationSettings.DEFAULT).get(8);

    assertThat(loss.name()).isEqualTo(MetricName.LOG_LOSS);
    assertThat(loss.value()).isCloseTo(52 * Math.log(2), within(1e-9));
  }

  @Test
  void evaluate_regressionWithoutSpreadOrWithZeroLabel_saysWhich() {
    RegressionOutcomes constant = RegressionOutcomes.of(new double[] {1, 2}, new double[] {3, 3});
    RegressionOutcomes zero = RegressionOutcomes.of(new double[] {1, 2}, new double[] {0, 3});
    RegressionOutcomes one = RegressionOutcomes.of(new double[] {1}, new double[] {3});

    assertThat(status(constant, MetricName.R2)).isEqualTo(MetricStatus.CONSTANT_LABELS);
    assertThat(status(zero, MetricName.MAPE)).isEqualTo(MetricStatus.ZERO_LABEL);
    assertThat(status(one, MetricName.R2)).isEqualTo(MetricStatus.TOO_FEW_ROWS);
    assertThat(status(one, MetricName.ERROR_VARIANCE)).isEqualTo(MetricStatus.TOO_FEW_ROWS);
    assertThat(status(one, MetricName.MAE)).isEqualTo(MetricStatus.KNOWN);
  }

  @Test
  void evaluate_listsWithoutRelevantItem_areUndefined() {
    RankingOutcomes lists =
        new RankingOutcomes(List.of(RankedList.of(new double[] {0, 0}, new double[0])));

    assertThat(status(lists, MetricName.MAP)).isEqualTo(MetricStatus.NO_RELEVANT_ITEM);
  }

  @Test
  void of_badArguments_areRefused() {
    assertThatThrownBy(() -> rows(new int[] {2}, new int[] {0}, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 2)");
    assertThatThrownBy(() -> rows(new int[] {1}, new int[] {0}, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RegressionOutcomes.of(new double[] {Double.NaN}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> EvaluationSettings.DEFAULT.withLevel(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level");
  }
}
