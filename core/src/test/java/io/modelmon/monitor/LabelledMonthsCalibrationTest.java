package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.calibration.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that is on by default together, with labels, from rows through the real monitor: false
 * alerts over months in which nothing is wrong. Seeds are fixed: no test can fail by chance. What
 * was simulated is appended to {@code target/calibration}.
 */
class LabelledMonthsCalibrationTest {

  private static final int MONTHS = Integer.getInteger("modelmon.calibration.months", 200);

  /** The first month, so that a long simulation can be continued. */
  private static final int FIRST = Integer.getInteger("modelmon.calibration.first", 1);

  private static final int WARM_UP = 168;
  private static final int MONTH = 720;

  /** Is no standard rule; watched beside them, and counted apart. */
  private static final String COVERAGE = "{ name: coverage, when: labels.coverage anomalous low }";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void days_nothingWrong_areSilent(LabelledService.Task task) throws IOException {
    LabelledService service = new LabelledService(task, 3, COVERAGE, folder);

    service.serve(48);

    assertThat(service.told()).isEmpty();
    ModelSnapshot model = service.model();
    assertThat(model.performance()).isNotNull();
    assertThat(model.estimate() != null).isEqualTo(task != LabelledService.Task.LABEL);
    assertThat(Objects.requireNonNull(model.lastWindow()).number()).isBetween(38L, 54L);
  }

  @Test
  void days_predictionsBecomeWorse_areTold() throws IOException {
    LabelledService service = new LabelledService(LabelledService.Task.NUMBER, 4, COVERAGE, folder);
    service.serve(WARM_UP + 24);
    service.worsen(2.5);

    service.serve(12);

    assertThat(service.told())
        .containsKeys("alert performance", "event CONCEPT_DRIFT_DETECTED adwin");
  }

  @Test
  @Tag("calibration")
  void months_nothingWrong_stayWithinOneAlert() throws IOException {
    Map<LabelledService.Task, Map<String, Integer>> told =
        new EnumMap<>(LabelledService.Task.class);
    for (int month = FIRST; month < FIRST + MONTHS; month++) {
      for (LabelledService.Task task : LabelledService.Task.values()) {
        LabelledService service = new LabelledService(task, 5_000 + month, COVERAGE, folder);
        service.serve(WARM_UP + MONTH);
        Map<String, Integer> sums = told.computeIfAbsent(task, unused -> new TreeMap<>());
        service.told().forEach((what, times) -> sums.merge(what, times, Integer::sum));
      }
      if ((month + 1 - FIRST) % 5 == 0) {
        Notes.add("labelled-months.md", "| %d to %d | %s |", FIRST, month, told);
      }
    }
    // Findings that are no alerts are held to the same budget: whoever watches events is told.
    told.forEach(
        (task, sums) ->
            assertThat(sums.values().stream().mapToInt(Integer::intValue).sum())
                .as("%s %s", task, sums)
                .isLessThanOrEqualTo(MONTHS));
  }
}
