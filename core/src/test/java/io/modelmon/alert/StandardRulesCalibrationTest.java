package io.modelmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.TrafficSimulation.Traffic;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.calibration.Notes;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The standard rules whose memories follow the history of an indicator, at the level of windows:
 * false alarms over months in which nothing is wrong, and the changes that are found. Seeds are
 * fixed. What was simulated is appended to {@code target/calibration}.
 */
@Tag("calibration")
class StandardRulesCalibrationTest {

  private static final int MONTHS = Integer.getInteger("modelmon.calibration.months", 200);
  private static final int WARM_UP = 168;
  private static final int MONTH = 720;
  private static final int HISTORY = 300;
  private static final int RUNS = 200;

  /** Alerts a month that the rules about calls together may add, and those about performance. */
  private static final double CALLS_BUDGET = 0.3;

  private static final double PERFORMANCE_BUDGET = 0.2;

  private static final List<String> CALL_RULES = List.of("latency", "throughput", "errors");
  private static final List<String> TASKS = List.of("probability", "label", "number");
  private static final List<AlertRule> RULES = rules();

  /** One model's traffic and labels. */
  private static final class Service {
    final TrafficSimulation calls;
    final LabelledTraffic labels;
    final AlertEngine engine = new AlertEngine("m", "1", RULES, ZoneOffset.UTC);

    Service(Traffic traffic, long seed) {
      calls = new TrafficSimulation(traffic, seed);
      double correlation =
          traffic == Traffic.INDEPENDENT ? 0 : traffic == Traffic.DEPENDENT ? 0.9 : 0.5;
      labels = new LabelledTraffic(~seed, correlation, traffic == Traffic.HEAVY_TAIL);
    }

    /** Returns the names of the rules that have fired over so many windows. */
    List<String> run(int windows) {
      List<String> fired = new ArrayList<>();
      for (int i = 0; i < windows; i++) {
        TrafficSimulation.Window window = calls.next();
        Map<IndicatorPath, Reading> readings = new HashMap<>(window.readings());
        readings.putAll(labels.next());
        for (AlertNotice notice :
            engine.evaluate(
                new TrafficSimulation.Window(window.number(), window.minute(), readings))) {
          if (notice.kind() == AlertNotice.Kind.FIRING) {
            fired.add(notice.key().rule());
          }
        }
      }
      return fired;
    }
  }

  @ParameterizedTest
  @EnumSource
  void months_nothingWrong_staysWithinTheBudget(Traffic traffic) throws IOException {
    Map<String, Long> fired = new LinkedHashMap<>();
    RULES.forEach(rule -> fired.put(rule.name(), 0L));
    IntStream.range(0, MONTHS)
        .parallel()
        .mapToObj(month -> new Service(traffic, 7_000 + month).run(WARM_UP + MONTH))
        .flatMap(List::stream)
        .sequential()
        .forEachOrdered(rule -> fired.merge(rule, 1L, Long::sum));
    Notes.add("standard-alerts.md", "| %s | %d | %s |", traffic, MONTHS, fired);

    long ofCalls = CALL_RULES.stream().mapToLong(fired::get).sum();
    assertThat((double) ofCalls / MONTHS).isLessThan(CALLS_BUDGET);
    for (String task : TASKS) {
      assertThat((double) fired.get(task) / MONTHS).isLessThan(PERFORMANCE_BUDGET);
    }
  }

  @Test
  void changes_largeEnough_areFoundWithinThreeWindows() throws IOException {
    double[] more = {1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10};
    double[] less = {0.9, 0.75, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1};
    for (Traffic traffic : List.of(Traffic.INDEPENDENT, Traffic.DEPENDENT, Traffic.DAILY)) {
      table(traffic, "latency", more, (service, by) -> service.calls.slowDown(by));
      table(traffic, "throughput", more, (service, by) -> service.calls.callMore(by));
      table(traffic, "throughput", less, (service, by) -> service.calls.callMore(by));
      for (String task : TASKS) {
        table(traffic, task, more, (service, by) -> service.labels.worsen(by));
      }
    }
    double[] errors = {1.5, 2, 3, 4, 6, 10, 15, 20, 30};
    for (Traffic traffic : List.of(Traffic.INDEPENDENT, Traffic.DEPENDENT_ERRORS)) {
      table(traffic, "errors", errors, (service, by) -> service.calls.failMore(by));
    }
  }

  private static void table(
      Traffic traffic, String rule, double[] factors, BiConsumer<Service, Double> change)
      throws IOException {
    double smallest = Double.NaN;
    List<String> shares = new ArrayList<>();
    for (double factor : factors) {
      long found =
          IntStream.range(0, RUNS)
              .parallel()
              .filter(run -> found(traffic, 90_000 + run, rule, factor, change))
              .count();
      shares.add("%s: %d".formatted(factor, Math.round(100.0 * found / RUNS)));
      if (Double.isNaN(smallest) && found >= 0.95 * RUNS) {
        smallest = factor;
      }
    }
    Notes.add("standard-changes.md", "| %s | %s | %s | %s |", traffic, rule, smallest, shares);
    if (traffic == Traffic.INDEPENDENT) {
      assertThat(smallest).as(rule).isNotNaN();
    }
  }

  private static boolean found(
      Traffic traffic, long seed, String rule, double factor, BiConsumer<Service, Double> change) {
    Service service = new Service(traffic, seed);
    // A rule that fires already says nothing about the change.
    boolean before = service.run(HISTORY + (int) (seed % 24)).contains(rule);
    change.accept(service, factor);
    return service.run(3).contains(rule) || before;
  }

  /** Returns the rules about calls and those about performance, named by what is predicted. */
  private static List<AlertRule> rules() {
    List<AlertRule> rules = new ArrayList<>();
    for (String task : TASKS) {
      String yaml =
          """
          file_format: "1"
          models:
            - name: m
              predict: a.B#c
              prediction: { from: return, type: %s }
              id: "arg[0]"
              labels: [{ method: "a.B#d", id: "arg[0]", label: "arg[1]" }]
          """
              .formatted(task);
      ModelmonConfig config =
          Objects.requireNonNull(ConfigParser.parse(yaml, Path.of(".")).config());
      for (AlertRule rule : config.models().get(0).alerts().rules()) {
        if (rule.name().equals("performance")) {
          rules.add(new AlertRule(task, rule.rule(), rule.severity()));
        } else if (CALL_RULES.contains(rule.name()) && task.equals("label")) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }
}
