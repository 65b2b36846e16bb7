package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.MetricDifference;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.RegressionOutcomes;
import io.modelmon.schema.ModelId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionBoardTest {

  private static final ModelId CHAMPION = new ModelId("credit", "1");
  private static final ModelId CHALLENGER = new ModelId("credit", "2");

  private final VersionBoard board = new VersionBoard();

  @Test
  void compare_windowsOfTheSameTime_differByTheirAccuracy() {
    assertThat(board.compare(CHAMPION, right(700), 0, 100, EvaluationSettings.DEFAULT)).isEmpty();

    List<PerformanceSnapshot.VersionDifference> found =
        board.compare(CHALLENGER, right(800), 50, 150, EvaluationSettings.DEFAULT);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).other()).isEqualTo("1");
    MetricDifference accuracy = found.get(0).differences().get(0);
    assertThat(accuracy.name()).isEqualTo(MetricName.ACCURACY);
    assertThat(accuracy.difference()).isCloseTo(0.1, within(1e-12));
    // Newcombe's interval and the score test of 800 and 700 of 1,000.
    assertThat(accuracy.interval().lower()).isCloseTo(0.0620, within(5e-4));
    assertThat(accuracy.interval().upper()).isCloseTo(0.1375, within(5e-4));
    assertThat(accuracy.pValue()).isCloseTo(2.42e-7, within(1e-8));
    assertThat(
            board
                .compare(CHAMPION, right(700), 100, 200, EvaluationSettings.DEFAULT)
                .get(0)
                .differences()
                .get(0))
        .satisfies(back -> assertThat(back.difference()).isCloseTo(-0.1, within(1e-12)));
  }

  @Test
  void compare_windowsOfOtherTimesTasksOrModels_areLeftApart() {
    board.compare(CHAMPION, right(700), 0, 100, EvaluationSettings.DEFAULT);

    assertThat(board.compare(CHALLENGER, right(800), 201, 301, EvaluationSettings.DEFAULT))
        .isEmpty();
    assertThat(
            board.compare(
                new ModelId("fraud", "2"), right(800), 0, 100, EvaluationSettings.DEFAULT))
        .isEmpty();
    Outcomes numbers = RegressionOutcomes.of(new double[10], new double[10]);
    assertThat(board.compare(CHALLENGER, numbers, 0, 100, EvaluationSettings.DEFAULT)).isEmpty();
    assertThat(board.compare(CHALLENGER, right(800), 200, 300, EvaluationSettings.DEFAULT))
        .hasSize(1);
  }

  @Test
  void compare_manyVersions_forgetsTheOldest() {
    for (int version = 0; version < 20; version++) {
      board.compare(
          new ModelId("credit", "v" + version), right(700), 0, 100, EvaluationSettings.DEFAULT);
    }

    assertThat(board.compare(CHAMPION, right(700), 0, 100, EvaluationSettings.DEFAULT))
        .hasSize(VersionBoard.MAX_VERSIONS)
        .extracting(PerformanceSnapshot.VersionDifference::other)
        .contains("v19", "v12")
        .doesNotContain("v11");
  }

  private static Outcomes right(int hits) {
    int[] predicted = new int[1_000];
    int[] actual = new int[1_000];
    double[] scores = new double[1_000];
    Arrays.fill(scores, Double.NaN);
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = i % 2;
      // Spread over the window: errors in a row would be worth less.
      actual[i] = i * 619 % 1_000 < hits ? predicted[i] : 1 - predicted[i];
    }
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }
}
