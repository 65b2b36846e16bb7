package io.modelmon.performance.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.performance.Evaluation;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.RegressionOutcomes;
import io.modelmon.reference.ReferenceTable;
import io.modelmon.reference.ReferenceTable.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Estimates against NannyML's on the same data. */
class EstimateReferenceTest {

  @Test
  void value_isotonicRegression_equalsScikitLearn() {
    for (Row row : ReferenceTable.read("estimate/isotonic.csv")) {
      IsotonicRegression fitted = IsotonicRegression.fit(row.numbers("scores"), labels(row));
      double[] at = row.numbers("at");
      double[] values = row.numbers("values");
      for (int i = 0; i < at.length; i++) {
        assertThat(fitted.value(at[i])).isCloseTo(values[i], within(1e-12));
      }
    }
  }

  @Test
  void estimate_confidenceBased_equalsNannyml() {
    Map<String, List<PerformanceMetric>> estimates = new HashMap<>();
    ConfidenceBasedEstimator estimator = null;
    for (Row row : ReferenceTable.read("estimate/classes.csv")) {
      double[] scores = row.numbers("scores");
      if (row.text("window").equals("reference")) {
        estimator = ConfidenceBasedEstimator.fit(scores, labels(row));
        assertThat(estimator.calibrated()).isTrue();
      } else {
        boolean[] predicted = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
          predicted[i] = scores[i] >= 0.4;
        }
        estimates.put(
            row.text("set") + row.text("window"),
            Objects.requireNonNull(estimator).estimate(scores, predicted, 0.95));
      }
    }

    for (Row row : ReferenceTable.read("estimate/cbpe.csv")) {
      assertThat(row.text("calibrated")).isEqualTo("true");
      PerformanceMetric estimate =
          find(estimates.get(row.text("set") + row.text("window")), row.text("metric"));
      assertThat(estimate.value())
          .as("%s", row.cells())
          .isCloseTo(row.number("estimate"), within(1e-6));
      // Recorded labels: some four standard errors are allowed, and none needs them.
      double reach = estimate.interval().upper() - estimate.interval().lower();
      assertThat(row.number("realised")).isCloseTo(estimate.value(), within(1.1 * reach));
    }
  }

  @Test
  void estimate_severalClasses_equalsNannyml() {
    Map<String, List<PerformanceMetric>> estimates = new HashMap<>();
    MulticlassEstimator estimator = null;
    for (Row row : ReferenceTable.read("estimate/several.csv")) {
      int classes = (int) row.number("classes");
      double[] scores = row.numbers("scores");
      int[] labels = Arrays.stream(row.counts("labels")).mapToInt(of -> (int) of).toArray();
      int[] predicted = new int[labels.length];
      for (int i = 0; i < scores.length; i++) {
        int best = i / classes * classes + predicted[i / classes];
        predicted[i / classes] = scores[i] > scores[best] ? i % classes : predicted[i / classes];
      }
      if (row.text("window").equals("reference")) {
        MulticlassEstimator fitted = MulticlassEstimator.fit(classes, scores, predicted, labels);
        assertThat(fitted.calibrations()).allMatch(ScoreCalibration::applied);
        estimator =
            MulticlassEstimator.of(fitted.calibrations(), fitted.referenceRows(), fitted.errors());
      } else {
        estimates.put(
            row.text("set") + row.text("window"),
            Objects.requireNonNull(estimator).estimate(scores, predicted, 0.95));
      }
    }

    List<Row> rows = ReferenceTable.read("estimate/cbpe_several.csv");
    assertThat(rows).hasSize(40);
    for (Row row : rows) {
      assertThat(row.text("calibrated")).isEqualTo("true");
      PerformanceMetric estimate =
          find(estimates.get(row.text("set") + row.text("window")), row.text("metric"));
      assertThat(estimate.value())
          .as("%s", row.cells())
          .isCloseTo(row.number("estimate"), within(1e-6));
      double reach = estimate.interval().upper() - estimate.interval().lower();
      assertThat(row.number("realised")).isCloseTo(estimate.value(), within(1.1 * reach));
    }
  }

  /** The promise is a mean absolute error of the estimate at most a tenth above NannyML's. */
  @Test
  void estimate_directLoss_errsAtMostATenthMoreThanNannyml() {
    Map<String, List<PerformanceMetric>> estimates = new HashMap<>();
    Map<String, List<PerformanceMetric>> realised = new HashMap<>();
    DirectLossEstimator estimator = null;
    for (Row row : ReferenceTable.read("estimate/numbers.csv")) {
      double[] predicted = row.numbers("predicted");
      double[] labels = row.numbers("labels");
      double[][] features = rows(row.numbers("features"), labels.length);
      if (row.text("window").equals("reference")) {
        estimator = DirectLossEstimator.fit(features, predicted, labels);
      } else {
        estimates.put(
            row.text("window"),
            Objects.requireNonNull(estimator).estimate(features, predicted, 0.95));
        realised.put(
            row.text("window"),
            Evaluation.evaluate(
                RegressionOutcomes.of(predicted, labels), EvaluationSettings.DEFAULT));
      }
    }

    Map<String, double[]> errors = new HashMap<>();
    for (Row row : ReferenceTable.read("estimate/dle.csv")) {
      String metric = row.text("metric");
      double truth = find(realised.get(row.text("window")), metric).value();
      assertThat(truth).isCloseTo(row.number("realised"), within(1e-9 * truth));
      double[] both = errors.computeIfAbsent(metric, name -> new double[2]);
      both[0] += Math.abs(find(estimates.get(row.text("window")), metric).value() - truth);
      both[1] += Math.abs(row.number("estimate") - truth);
    }
    assertThat(errors).containsOnlyKeys("mae", "mse", "rmse");
    errors.forEach(
        (metric, both) -> assertThat(both[0]).as(metric).isLessThanOrEqualTo(1.1 * both[1]));
  }

  private static PerformanceMetric find(List<PerformanceMetric> metrics, String name) {
    return metrics.stream().filter(one -> one.name().id().equals(name)).findFirst().orElseThrow();
  }

  private static boolean[] labels(Row row) {
    long[] counts = row.counts("labels");
    boolean[] labels = new boolean[counts.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = counts[i] == 1;
    }
    return labels;
  }

  private static double[][] rows(double[] flat, int rows) {
    int width = flat.length / rows;
    double[][] table = new double[rows][width];
    for (int i = 0; i < flat.length; i++) {
      table[i / width][i % width] = flat[i];
    }
    return table;
  }
}
