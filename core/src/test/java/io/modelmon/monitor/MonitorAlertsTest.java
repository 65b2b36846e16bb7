package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertRule;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Severity;
import io.modelmon.alert.indicator.Indicator;
import io.modelmon.alert.indicator.IndicatorCatalogue;
import io.modelmon.alert.indicator.PerformanceIndicators;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.capture.CallOutcome;
import io.modelmon.config.AlertIndicators;
import io.modelmon.config.AlertsConfig;
import io.modelmon.config.DriftConfig;
import io.modelmon.performance.MetricName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All seeds are fixed: no test can fail by chance. */
class MonitorAlertsTest {

  private static final IndicatorCatalogue ALL =
      StandardIndicators.catalogue().with(PerformanceIndicators.all());

  @TempDir Path folder;
  private final Population population = new Population(42);
  private final List<AlertNotice> told = new ArrayList<>();

  @BeforeEach
  void writeReference() {
    Population.write(new Population(7).rows(20_000), folder.resolve("credit.profile"));
  }

  private MonitorFixture start(String... rules) {
    MonitorFixture.Settings settings = MonitorFixture.settings().file(folder, "{name}.profile");
    List<AlertRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      parsed.add(new AlertRule(rule, RuleParser.parse(rule, ALL), Severity.WARNING));
    }
    settings.alerts = new AlertsConfig(parsed);
    MonitorFixture fixture = settings.start();
    fixture.monitor.tellAlertsTo(told::addAll);
    return fixture;
  }

  private void serve(MonitorFixture fixture, MonitorFixture.Writer writer, int windows) {
    for (int i = 0; i < windows; i++) {
      fixture.nanos += Duration.ofMinutes(1).toNanos();
      population.serve(fixture, writer, 500);
    }
  }

  @Test
  void alert_oneFeatureShiftsAndReturns_isToldOnceEach() {
    MonitorFixture fixture = start("drift.share > 30%", "feature[*].drift.detected > 0");
    MonitorFixture.Writer writer = fixture.writer();
    serve(fixture, writer, 3);
    population.shift = 1;
    serve(fixture, writer, 3);
    assertThat(fixture.model().alerts())
        .extracting(AlertStatus::firing)
        .as("a third of three columns is more than 30 %%")
        .containsExactly(1, 1);
    population.shift = 0;
    serve(fixture, writer, 4);

    assertThat(told)
        .extracting(notice -> notice.kind() + " " + notice.key().rule())
        .containsExactly(
            "FIRING drift.share > 30%",
            "FIRING feature[*].drift.detected > 0",
            "RESOLVED drift.share > 30%",
            "RESOLVED feature[*].drift.detected > 0");
    assertThat(told.get(1).subjects()).extracting(AlertSubject::feature).containsExactly("x");
    assertThat(alertEvents(fixture)).isEqualTo(told);
    assertThat(fixture.model().alerts()).extracting(AlertStatus::firing).containsExactly(0, 0);
  }

  @Test
  void readings_everyIndicatorOfAModel_areKnown() {
    MonitorFixture.Settings settings = MonitorFixture.settings();
    List<Indicator> indicators = AlertIndicators.of(settings.model());
    List<String> rules = new ArrayList<>();
    for (Indicator indicator : indicators) {
      String path = indicator.pattern().replace("[\"*\"]", "[*]");
      String zero =
          switch (indicator.unit()) {
            case SHARE -> "0%";
            case DURATION -> "0s";
            case RATE -> "0 per second";
            case NUMBER -> "-1";
          };
      // What is unusual together takes a week to be known.
      if (!path.startsWith("anomaly.")) {
        rules.add(path + " >= " + zero);
      }
    }
    MonitorFixture fixture = start(rules.toArray(new String[0]));
    serve(fixture, fixture.writer(), 2);

    Set<String> silent = new HashSet<>(rules);
    told.forEach(notice -> silent.remove(notice.condition()));
    // Fisher's test is for two categories; these columns have more.
    assertThat(silent).containsExactly("feature[*].drift.fisher >= -1");
    assertThat(rules).hasSizeGreaterThan(25);
  }

  @Test
  void readings_callsOfAWindow_areThoseOfItAlone() {
    MonitorFixture fixture =
        start(
            "throughput > 0 per second",
            "latency.p99 > 0s",
            "latency.mean > 0s",
            "error.rate > 0%",
            "capture.coverage > 0%");
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 10; i++) {
      writer.publish("java.lang.IllegalStateException", population.row());
    }
    fixture.poll();
    serve(fixture, writer, 1);

    // 490 calls that returned and ten that threw, 1.5 µs each, in a minute.
    assertThat(value("throughput > 0 per second").n()).isEqualTo(500);
    assertThat(value("throughput > 0 per second").value()).isEqualTo(500 / 60.0);
    assertThat(value("latency.p99 > 0s").value()).isBetween(1.4e-6, 1.6e-6);
    assertThat(value("latency.mean > 0s").value()).isEqualTo(1.5e-6);
    assertThat(value("error.rate > 0%").value()).isEqualTo(10.0 / 500);
    assertThat(value("error.rate > 0%").interval().level()).isEqualTo(0.99);
    assertThat(value("capture.coverage > 0%").value()).isEqualTo(1);
    told.clear();
    serve(fixture, writer, 2);
    assertThat(told)
        .as("the errors were in the first window only")
        .extracting(notice -> notice.kind() + " " + notice.condition())
        .containsExactly("RESOLVED error.rate > 0%");
  }

  @Test
  void readings_callsThatAreNotTimed_areCalls() {
    MonitorFixture fixture =
        start(
            "throughput > 0 per second", "latency.mean > 0s", "error.count > 0", "error.rate > 0%");
    MonitorFixture.Writer writer = fixture.writer();
    writer.call(null, population.row());
    for (int i = 0; i < 9_500; i++) {
      boolean threw = i % 95 == 0;
      String errorType = threw ? "java.lang.IllegalStateException" : null;
      writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, -1, errorType);
    }
    serve(fixture, writer, 1);

    assertThat(value("throughput > 0 per second").value()).isEqualTo(10_000 / 60.0);
    assertThat(value("throughput > 0 per second").n()).isEqualTo(10_000);
    assertThat(value("latency.mean > 0s").value()).isEqualTo(1.5e-6);
    assertThat(value("latency.mean > 0s").n()).isEqualTo(500);
    assertThat(value("error.count > 0").value()).isEqualTo(100);
    assertThat(value("error.rate > 0%").value()).isEqualTo(0.01);
    assertThat(value("error.rate > 0%").n()).isEqualTo(10_000);
  }

  @Test
  void errorTypes_callsThatAreNotTimed_areErrors() {
    MonitorFixture fixture = start();
    MonitorFixture.Writer writer = fixture.writer();
    Accounts accounts = new Accounts(writer.capture, text -> {});
    ErrorTypes types = new ErrorTypes();
    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, 1_500, "a.Known");
    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, -1, "a.Known");
    assertThat(types.since(accounts, 10)).containsEntry("a.Known", new Reading(0.2, 10));

    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, -1, "a.Known");
    assertThat(types.since(accounts, 10)).containsEntry("a.Known", new Reading(0.1, 10));
    assertThat(types.since(accounts, 10)).isEmpty();
  }

  @Test
  void readings_sharesOfAFeature_haveTheReferenceBesideThem() {
    MonitorFixture fixture =
        start("feature[\"x\"].missing up 5 points", "feature[\"c\"].unseen up 5 points");
    MonitorFixture.Writer writer = fixture.writer();
    serve(fixture, writer, 1);
    assertThat(told).isEmpty();
    population.missing = 0.2;
    population.newCategory = true;
    serve(fixture, writer, 1);

    assertThat(value("feature[\"x\"].missing up 5 points").value()).isBetween(0.15, 0.25);
    assertThat(value("feature[\"x\"].missing up 5 points").threshold()).isEqualTo(0.05);
    assertThat(value("feature[\"c\"].unseen up 5 points").value()).isBetween(0.25, 0.35);
  }

  /** A category of which a fifth of the values occur once. */
  private Object[] rowOfManyCategories(Random random) {
    Object[] row = population.row();
    boolean once = random.nextInt(5) == 0;
    row[1] = once ? "once" + random.nextLong() : "often" + random.nextInt(100);
    return row;
  }

  @Test
  void readings_unseenCategories_areComparedWithThoseToBeExpected() {
    Random random = new Random(3);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(rowOfManyCategories(random));
    }
    Population.write(rows, folder.resolve("credit.profile"));
    MonitorFixture fixture = start("feature[\"c\"].unseen up 10 points");
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 1_000; i++) {
      writer.call(null, rowOfManyCategories(random));
    }
    assertThat(told).isEmpty();
    population.newCategory = true;
    serve(fixture, writer, 1);

    assertThat(told).hasSize(1);
    assertThat(told.get(0).subjects().get(0).evidence().get(0).threshold()).isBetween(0.28, 0.32);
  }

  @Test
  void alert_windowTooSmall_knowsItsCallsOnly() {
    MonitorFixture.Settings settings =
        MonitorFixture.settings()
            .file(folder, "{name}.profile")
            .window(1000, Duration.ZERO, Duration.ofMinutes(1));
    settings.drift = DriftConfig.DEFAULT;
    settings.alerts =
        new AlertsConfig(
            List.of(
                rule("window.predictions < 50"),
                rule("feature[*].missing >= 0%"),
                rule("drift.count >= 0")));
    MonitorFixture fixture = settings.start();
    fixture.monitor.tellAlertsTo(told::addAll);
    population.serve(fixture, fixture.writer(), 10);
    fixture.advance(Duration.ofHours(1));

    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.INSUFFICIENT);
    assertThat(told).extracting(AlertNotice::condition).containsExactly("window.predictions < 50");
  }

  @Test
  void alert_versionThatIsCalledNoMore_isResolvedAndMayComeBack() {
    MonitorFixture fixture = start("window.predictions > 0");
    MonitorFixture.Writer old = fixture.writer();
    serve(fixture, old, 1);
    old.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, 5, null);
    fixture.advance(Duration.ofMinutes(9));
    MonitorFixture.Writer next =
        fixture.writer("2", Population.FEATURES, List.of(MonitorFixture.feature("prediction")));
    serve(fixture, next, 1);
    assertThat(versions()).containsExactly("FIRING 1", "FIRING 2");

    fixture.advance(Duration.ofMinutes(10));
    serve(fixture, next, 1);
    fixture.advance(Duration.ofMinutes(5));
    assertThat(versions()).as("once").containsExactly("FIRING 1", "FIRING 2", "RESOLVED 1");
    assertThat(fixture.model(0).alerts()).extracting(AlertStatus::firing).containsExactly(0);
    assertThat(fixture.model(1).alerts()).extracting(AlertStatus::firing).containsExactly(1);

    serve(fixture, old, 1);
    assertThat(versions()).hasSize(4).last().isEqualTo("FIRING 1");
    assertThat(fixture.model(0).windowsByVerdict()).containsEntry(WindowVerdict.STABLE, 2L);
  }

  private List<String> versions() {
    return told.stream().map(one -> one.kind() + " " + one.key().version()).toList();
  }

  @Test
  void alert_receiverFails_isCountedAndTheMonitorGoesOn() {
    MonitorFixture fixture = start("window.predictions > 0");
    fixture.monitor.tellAlertsTo(
        notices -> {
          throw new IllegalStateException("broken");
        });
    serve(fixture, fixture.writer(), 2);

    assertThat(fixture.model().windowsByVerdict()).containsEntry(WindowVerdict.STABLE, 2L);
    assertThat(fixture.monitor.failures()).isEqualTo(1);
    assertThat(fixture.monitor.snapshot().failures())
        .extracting(failure -> failure.part().attribute() + " " + failure.count())
        .containsExactly("statistics 1", "alerts 0", "threads 0");
    assertThat(alertEvents(fixture)).hasSize(1);
  }

  @Test
  void performance_ofAWindowWithLabels_isJudgedOnceByItsWholeInterval() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            LabelFixture.PROBABILITY
                + "segments: { channel: \"arg[1].channel\" }\n"
                + "alerts:\n"
                + "  - { name: certain, when: \"performance.accuracy < 0.9\" }\n"
                + "  - { name: unsure, when: \"performance.accuracy < 0.25\" }\n"
                + "  - { name: web, when: 'performance.accuracy{channel=\"web\"} < 0.9' }\n",
            "prediction");
    fixture.monitor.tellAlertsTo(told::addAll);
    for (int window = 0; window < 3; window++) {
      for (long id = window * 10L; id < window * 10 + 10; id++) {
        fixture.predictIn("web", id, 0.9);
      }
      fixture.poll();
      for (long id = window * 10L; id < window * 10 + 10; id++) {
        fixture.label(id, id % 10 < 2 ? "bad" : "good");
      }
      fixture.poll();
    }

    // Two of ten right: 99 % surely below 0.9, but not surely below 0.25.
    assertThat(told)
        .extracting(notice -> notice.key().rule())
        .containsExactlyInAnyOrder("certain", "web");
    assertThat(value("performance.accuracy < 0.9").value()).isEqualTo(0.2);
    assertThat(value("performance.accuracy < 0.9").interval().level()).isEqualTo(0.99);
  }

  @Test
  void performance_labelsComeLater_isJudgedAgainByAllOfThemAndCountsOnce() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            LabelFixture.PROBABILITY.replace("10", "30")
                + "alerts:\n"
                + "  - { name: once, when: performance.accuracy < 0.9 }\n"
                + "  - { name: twice, when: performance.accuracy < 0.9, for: 2 }\n",
            "prediction");
    fixture.monitor.tellAlertsTo(told::addAll);
    // Three of eight right: not surely below 0.9. Then seven of twenty-four: surely.
    predict(fixture, 0, 30);
    label(fixture, 0, 8, 3);
    predict(fixture, 30, 30);
    assertThat(told).isEmpty();

    label(fixture, 8, 16, 4);
    predict(fixture, 60, 30);
    assertThat(told).extracting(notice -> notice.key().rule()).containsExactly("once");
    assertThat(value("performance.accuracy < 0.9").n()).isEqualTo(24);
    assertThat(value("performance.accuracy < 0.9").interval().level()).isEqualTo(0.995);

    // All labels of one and the same window: that it is bad is said for the second time.
    label(fixture, 24, 6, 0);
    fixture.nanos += Duration.ofDays(1).toNanos();
    predict(fixture, 90, 30);
    assertThat(told).hasSize(1);
  }

  @Test
  void coverage_isKnownWhenLabelsHaveBeenWaitedForAndZeroWithoutAny() {
    LabelFixture fixture =
        new LabelFixture(
            ", wait: 2h",
            LabelFixture.PROBABILITY
                + "alerts:\n"
                + "  - { name: some, when: labels.coverage == 20% }\n"
                + "  - { name: none, when: labels.coverage < 1% }\n",
            "prediction");
    fixture.monitor.tellAlertsTo(told::addAll);
    predict(fixture, 0, 10);
    label(fixture, 0, 1, 1);
    predict(fixture, 10, 10);
    label(fixture, 1, 3, 3);
    assertThat(told).isEmpty();

    fixture.nanos += Duration.ofMinutes(119).toNanos();
    predict(fixture, 20, 10);
    assertThat(told).isEmpty();
    fixture.nanos += Duration.ofMinutes(1).toNanos();
    predict(fixture, 30, 10);
    assertThat(told).extracting(notice -> notice.key().rule()).containsExactly("some");
    fixture.nanos += Duration.ofHours(2).toNanos();
    predict(fixture, 40, 10);

    assertThat(told)
        .extracting(notice -> notice.kind() + " " + notice.key().rule())
        .containsExactly("FIRING some", "RESOLVED some", "FIRING none");
  }

  private static void predict(LabelFixture fixture, long first, int rows) {
    for (long id = first; id < first + rows; id++) {
      fixture.predict(id, 0.9);
    }
    fixture.poll();
  }

  private static void label(LabelFixture fixture, long first, int labels, int right) {
    for (int i = 0; i < labels; i++) {
      fixture.label(first + i, i < right ? "bad" : "good");
    }
    fixture.poll();
  }

  @Test
  void performanceIndicators_names_areThoseOfTheMetrics() {
    Set<String> named = new HashSet<>();
    PerformanceIndicators.all().forEach(indicator -> named.add(indicator.pattern()));
    Set<String> metrics = new HashSet<>(Set.of("labels.coverage"));
    for (MetricName name : MetricName.values()) {
      metrics.add("performance." + name.id());
    }

    assertThat(named).isEqualTo(metrics);
  }

  private static AlertRule rule(String text) {
    return new AlertRule(text, RuleParser.parse(text, ALL), Severity.WARNING);
  }

  /** Returns the first number behind the first notice of a rule. */
  private Evidence value(String condition) {
    for (AlertNotice notice : told) {
      if (notice.condition().equals(condition)) {
        return notice.subjects().get(0).evidence().get(0);
      }
    }
    throw new AssertionError("nothing was told of " + condition + " but " + told);
  }

  private static List<AlertNotice> alertEvents(MonitorFixture fixture) {
    List<AlertNotice> notices = new ArrayList<>();
    for (Evaluation evaluation : fixture.evaluations) {
      for (ModelEvent event : evaluation.events()) {
        if (event.alert() != null) {
          notices.add(event.alert());
        }
      }
    }
    return notices;
  }
}
