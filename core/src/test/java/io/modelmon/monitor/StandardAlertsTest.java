package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertNotice;
import io.modelmon.calibration.Notes;
import io.modelmon.config.Detail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The standard rules through the real pipeline, from rows to notices. Seeds are fixed: no test can
 * fail by chance. What was simulated is appended to {@code target/calibration}.
 */
class StandardAlertsTest {

  private static final int ROWS = 1_000;
  private static final int RUNS = 100;
  private static final int HOURS = 720;
  private static final int MONTHS = Integer.getInteger("modelmon.calibration.months", 20);

  @TempDir Path folder;

  @BeforeEach
  void writeReference() {
    Population.write(new Population(7).rows(20_000), folder.resolve("credit.profile"));
  }

  @Test
  void rules_nothingWrong_areSilent() throws IOException {
    SimulatedService service = SimulatedService.trained(5, 0, 20_000, folder);
    service.serve(20 * SimulatedService.HOUR);

    assertThat(service.notices()).isEmpty();
  }

  @Test
  void rules_shiftAndMissingValues_fireWithinThreeWindows() {
    assertThat(found(1, "drift", population -> population.shift = 0.5)).isTrue();
    assertThat(found(2, "data_quality", population -> population.missing = 0.2)).isTrue();
  }

  @Test
  @Tag("calibration")
  void months_nothingWrong_stayWithinTheBudget() throws IOException {
    List<String> told =
        LongStream.range(0, MONTHS)
            .parallel()
            .mapToObj(month -> month(3_000 + month))
            .flatMap(List::stream)
            .toList();
    Notes.add("standard-months.md", "| %d | %d | %s |", MONTHS, told.size(), told);

    assertThat(told.size()).isLessThanOrEqualTo(MONTHS);
  }

  private List<String> month(long seed) {
    try {
      SimulatedService service = SimulatedService.trained(seed, 0, 20_000, folder);
      service.serve(HOURS * SimulatedService.HOUR);
      return service.notices().stream()
          .filter(notice -> notice.kind() == AlertNotice.Kind.FIRING)
          .map(notice -> notice.key().rule())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Tag("calibration")
  void changes_largeEnough_areFoundWithinThreeWindows() throws IOException {
    double smallest =
        table(
            "drift, σ",
            "drift",
            new double[] {0.2, 0.25, 0.3, 0.35, 0.4, 0.5},
            (p, x) -> p.shift = x);
    assertThat(smallest).isLessThanOrEqualTo(0.5);
    double[] shares = {0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2};
    smallest = table("missing share", "data_quality", shares, (p, x) -> p.missing = x);
    assertThat(smallest).isLessThanOrEqualTo(0.2);
    smallest = table("unseen share", "data_quality", shares, (p, x) -> p.unseen = x);
    assertThat(smallest).isLessThanOrEqualTo(0.2);
  }

  /** Returns the smallest change that is found in 95 of 100 runs, NaN when none is. */
  private double table(
      String what, String rule, double[] changes, BiConsumer<Population, Double> change)
      throws IOException {
    double smallest = Double.NaN;
    List<String> shares = new ArrayList<>();
    for (double size : changes) {
      long found =
          IntStream.range(0, RUNS)
              .parallel()
              .filter(run -> found(500 + run, rule, p -> change.accept(p, size)))
              .count();
      shares.add(size + ": " + found);
      smallest = Double.isNaN(smallest) && found >= 0.95 * RUNS ? size : smallest;
    }
    Notes.add("standard-changes.md", "| rows | %s | %s | %s |", what, smallest, shares);
    return smallest;
  }

  /** Returns whether a rule fires within three windows of a change. */
  private boolean found(long seed, String rule, Consumer<Population> change) {
    MonitorFixture.Settings settings =
        MonitorFixture.settings().file(folder, "{name}.profile").window(ROWS, Duration.ZERO, null);
    settings.detail = Detail.FEATURES;
    settings.alerts = StandardAlertRules.withoutLabels();
    MonitorFixture fixture = settings.start();
    List<AlertNotice> told = new ArrayList<>();
    fixture.monitor.tellAlertsTo(told::addAll);
    MonitorFixture.Writer writer = fixture.writer();
    Population population = new Population(seed);
    population.serve(fixture, writer, ROWS);
    change.accept(population);
    population.serve(fixture, writer, 3 * ROWS);
    return told.stream().anyMatch(notice -> notice.key().rule().equals(rule));
  }
}
