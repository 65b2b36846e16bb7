package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.Interval;
import io.modelmon.reference.ReferenceTable;
import io.modelmon.reference.ReferenceTable.Row;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Intervals and comparisons against statsmodels and SciPy. */
class ComparisonReferenceTest {

  @Test
  void compare_twoVersions_equalsStatsmodelsAndScipy() {
    for (Row row : ReferenceTable.read("performance/comparison.csv")) {
      boolean proportion = row.text("kind").equals("proportion");
      MetricName name = proportion ? MetricName.ACCURACY : MetricName.MAE;
      Outcomes first = proportion ? rightAndWrong(row, "first") : losses(row, "first");
      Outcomes second = proportion ? rightAndWrong(row, "second") : losses(row, "second");

      MetricDifference difference =
          VersionComparison.compare(first, second, EvaluationSettings.DEFAULT).stream()
              .filter(one -> one.name() == name)
              .findFirst()
              .orElseThrow();

      assertThat(difference.difference()).isCloseTo(row.number("difference"), close(row));
      assertThat(difference.interval().lower()).isCloseTo(row.number("lower"), close(row));
      assertThat(difference.interval().upper()).isCloseTo(row.number("upper"), close(row));
      double p = row.number("p_value");
      assertThat(difference.pValue()).isCloseTo(p, within(1e-9 * p));
    }
  }

  private static Offset<Double> close(Row row) {
    return within(1e-9 * Math.max(0.01, Math.abs(row.number("upper"))));
  }

  private static Outcomes rightAndWrong(Row row, String column) {
    long[] counts = row.counts(column);
    int n = (int) counts[1];
    int[] actual = new int[n];
    Arrays.fill(actual, 0, (int) counts[0], 1);
    int[] predicted = new int[n];
    Arrays.fill(predicted, 1);
    double[] scores = new double[n];
    Arrays.fill(scores, Double.NaN);
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  private static Outcomes losses(Row row, String column) {
    double[] losses = row.numbers(column);
    return RegressionOutcomes.of(losses, new double[losses.length]);
  }

  @Test
  void evaluate_closedFormIntervals_equalIndependentFormulas() {
    for (Row row : ReferenceTable.read("performance/intervals.csv")) {
      Outcomes outcomes =
          ClassificationOutcomes.binary(
              1,
              EvaluationReferenceTest.classes(row, "predicted"),
              EvaluationReferenceTest.classes(row, "actual"),
              row.numbers("scores"));

      Interval interval =
          Evaluation.evaluate(outcomes, EvaluationSettings.DEFAULT).stream()
              .filter(one -> one.name().id().equals(row.text("metric")))
              .findFirst()
              .orElseThrow()
              .interval();

      assertThat(interval.lower()).isCloseTo(row.number("lower"), within(1e-9));
      assertThat(interval.upper()).isCloseTo(row.number("upper"), within(1e-9));
    }
  }
}
