package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.reference.ReferenceTable;
import io.modelmon.reference.ReferenceTable.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every metric against scikit-learn; where that has no value, ours must say why. */
class EvaluationReferenceTest {

  private static final double TOLERANCE = 1e-9;

  @Test
  void evaluate_binaryCases_equalScikitLearn() {
    int cases =
        check(
            "binary",
            row ->
                ClassificationOutcomes.binary(
                    1, classes(row, "predicted"), classes(row, "actual"), row.numbers("scores")));

    assertThat(cases).isEqualTo(18 * 14);
  }

  @Test
  void evaluate_otherClassPositive_equalsMirroredRows() {
    for (Row row : ReferenceTable.read("performance/binary.csv")) {
      if (row.text("actual").isEmpty()) {
        continue;
      }
      int[] predicted = classes(row, "predicted");
      int[] actual = classes(row, "actual");
      double[] scores = row.numbers("scores");
      List<PerformanceMetric> expected =
          Evaluation.evaluate(
              ClassificationOutcomes.binary(1, predicted, actual, scores),
              EvaluationSettings.DEFAULT);

      List<PerformanceMetric> mirrored =
          Evaluation.evaluate(
              ClassificationOutcomes.binary(0, flipped(predicted), flipped(actual), scores),
              EvaluationSettings.DEFAULT);

      assertThat(mirrored)
          .usingRecursiveComparison()
          .withComparatorForType(EvaluationReferenceTest::roughly, Double.class)
          .isEqualTo(expected);
    }
  }

  private static int roughly(double one, double other) {
    return Math.abs(one - other) < 1e-11 ? 0 : Double.compare(one, other);
  }

  private static int[] flipped(int[] classes) {
    return Arrays.stream(classes).map(one -> 1 - one).toArray();
  }

  @Test
  void evaluate_multiclassCases_equalScikitLearn() {
    int cases =
        check(
            "multiclass",
            row ->
                ClassificationOutcomes.multiclass(
                    Integer.parseInt(row.text("classes")),
                    classes(row, "predicted"),
                    classes(row, "actual"),
                    row.numbers("scores")));

    assertThat(cases).isEqualTo(11 * 20);
  }

  @Test
  void evaluate_regressionCases_equalScikitLearn() {
    int cases =
        check(
            "regression",
            row -> RegressionOutcomes.of(row.numbers("predicted"), row.numbers("actual")));

    assertThat(cases).isEqualTo(13 * 11);
  }

  @Test
  void evaluate_rankingCases_equalScikitLearn() {
    List<Row> pending = new ArrayList<>();
    for (Row row : ReferenceTable.read("performance/ranking.csv")) {
      pending.add(row);
      if (!row.text("lists").isEmpty()) {
        int k = Integer.parseInt(row.text("k"));
        compare(pending, lists(row.text("lists")), EvaluationSettings.DEFAULT.withK(k));
        pending.clear();
      }
    }
  }

  /** Compares all metrics of each case, whose data stand in its last line. */
  private static int check(String table, Function<Row, Outcomes> outcomes) {
    List<Row> pending = new ArrayList<>();
    int checked = 0;
    for (Row row : ReferenceTable.read("performance/" + table + ".csv")) {
      pending.add(row);
      if (!row.text("actual").isEmpty()) {
        compare(pending, outcomes.apply(row), EvaluationSettings.DEFAULT);
        checked += pending.size();
        pending.clear();
      }
    }
    return checked;
  }

  private static void compare(List<Row> expected, Outcomes outcomes, EvaluationSettings settings) {
    List<PerformanceMetric> metrics = Evaluation.evaluate(outcomes, settings);
    assertThat(metrics).extracting(metric -> metric.name().id()).doesNotHaveDuplicates();
    for (Row row : expected) {
      PerformanceMetric metric =
          metrics.stream()
              .filter(one -> one.name().id().equals(row.text("metric")))
              .findFirst()
              .orElseThrow();
      if (row.text("value").isEmpty()) {
        assertThat(metric.known()).as(row.cells().subList(0, 2).toString()).isFalse();
        assertThat(metric.value()).isNaN();
        assertThat(metric.interval().known()).isFalse();
      } else {
        double value = row.number("value");
        assertThat(metric.value())
            .as("%s of %s: %s", row.text("metric"), row, metric)
            .isCloseTo(value, within(TOLERANCE * Math.max(Math.abs(value), 1e-3)));
        if (metric.interval().known()) {
          assertThat(metric.value()).isBetween(metric.interval().lower() - 1e-12, Double.MAX_VALUE);
          assertThat(metric.value()).isLessThanOrEqualTo(metric.interval().upper() + 1e-12);
        }
      }
    }
    assertThat(expected).hasSameSizeAs(metrics);
  }

  static int[] classes(Row row, String column) {
    return Arrays.stream(row.counts(column)).mapToInt(Math::toIntExact).toArray();
  }

  private static RankingOutcomes lists(String cell) {
    List<RankedList> lists = new ArrayList<>();
    for (String list : cell.split(";", -1)) {
      String[] parts = list.split("\\|", -1);
      lists.add(RankedList.of(relevances(parts[0]), relevances(parts[1])));
    }
    return new RankingOutcomes(lists);
  }

  private static double[] relevances(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
