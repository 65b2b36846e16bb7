package io.modelmon.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.alert.AlertNotice.Kind;
import io.modelmon.alert.indicator.IndicatorCatalogue;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.math.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlertEngineTest {

  private static final double UNKNOWN = Double.NaN;
  private static final IndicatorCatalogue CATALOGUE =
      StandardIndicators.catalogue()
          .with(StandardIndicators.performance(List.of("f1"), List.of("mae")));

  /** A window with the readings a test gives it. */
  private static final class Script implements WindowReadings {
    private final Map<String, Reading> current = new HashMap<>();
    private final Map<String, Reading> reference = new HashMap<>();
    private List<String> features = List.of();
    private long number;
    private long endNanos = TimeUnit.DAYS.toNanos(4);

    Script set(String path, double value) {
      current.put(path, Reading.of(value));
      return this;
    }

    Script next() {
      number++;
      endNanos += TimeUnit.MINUTES.toNanos(10);
      return this;
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public long endEpochNanos() {
      return endNanos;
    }

    @Override
    public Reading current(IndicatorPath path) {
      return current.getOrDefault(path.toString(), Reading.UNKNOWN);
    }

    @Override
    public Reading reference(IndicatorPath path) {
      return reference.getOrDefault(path.toString(), Reading.UNKNOWN);
    }

    @Override
    public List<String> features() {
      return features;
    }
  }

  private final Script window = new Script();

  @Test
  void evaluate_conditionHoldsForLongEnough_firesOnceAndResolvesOnce() {
    AlertEngine engine = engine(rule("drift.count > 2 for 2"));

    // Pending twice, firing, gone for one window, back, gone for two.
    assertThat(kinds(engine, "drift.count", 3, 1, 3, 3, 3, 1, 3, 1, 1, 1))
        .isEqualTo("- - - FIRING - - - - RESOLVED -");
    assertThat(engine.counts()).isEqualTo(new AlertCounts(1, 1, 0, 0, 0, 0));
  }

  @Test
  void evaluate_explainer_explainsWhatFiresOnly() {
    Explanation why =
        new Explanation(Explanation.Kind.DATA, "f", List.of("e"), "n", List.of("age"));
    AlertEngine engine = engine(rule("drift.count > 2"));
    engine.explainBy((notice, readings) -> readings == window ? why : null);

    assertThat(engine.evaluate(window.next().set("drift.count", 3)).get(0).explanation())
        .isEqualTo(why);
    assertThat(engine.evaluate(window.next().set("drift.count", 1)).get(0).explanation()).isNull();
  }

  @Test
  void evaluate_explainerFails_tellsWithoutExplanationAndCounts() {
    AlertEngine engine = engine(rule("drift.count > 2"));
    engine.explainBy(
        (notice, readings) -> {
          throw new IllegalStateException("broken");
        });

    List<AlertNotice> notices = engine.evaluate(window.next().set("drift.count", 3));

    assertThat(notices).hasSize(1);
    assertThat(notices.get(0).explanation()).isNull();
    assertThat(engine.counts().unexplained()).isEqualTo(1);
  }

  @Test
  void evaluate_unknownValues_neitherFireNorResolveNorInterrupt() {
    AlertEngine engine = engine(rule("drift.count > 2 for 2"));

    assertThat(
            kinds(
                engine,
                "drift.count",
                3,
                UNKNOWN,
                UNKNOWN,
                3,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                1,
                UNKNOWN,
                1))
        .isEqualTo("- - - FIRING - - - - - RESOLVED");
  }

  @Test
  void evaluate_resolveWhen_isTheOnlyWayOut() {
    AlertEngine engine = engine(rule("drift.count > 5 resolve when drift.count < 2"));

    assertThat(kinds(engine, "drift.count", 6, 3, 4, 2, 1, 3)).isEqualTo("FIRING - - - RESOLVED -");
  }

  @Test
  void evaluate_forTime_countsFromTheFirstWindow() {
    AlertEngine engine = engine(rule("drift.count > 2 for 30 m"));

    assertThat(kinds(engine, "drift.count", 3, 3, 3, 3, 1, 1, 1, 1))
        .isEqualTo("- - - FIRING - - - RESOLVED");
  }

  @Test
  void evaluate_coolDown_delaysTheNextAlertAndCounts() {
    AlertEngine engine =
        engine(
            new AlertRule(
                "r",
                RuleParser.parse("drift.count > 2", CATALOGUE),
                Severity.WARNING,
                Duration.ofMinutes(30),
                List.of()));

    assertThat(kinds(engine, "drift.count", 3, 1, 3, 3, 3, 3))
        .isEqualTo("FIRING RESOLVED - - FIRING -");
    assertThat(engine.counts().coolingDown()).isEqualTo(2);
  }

  @Test
  void evaluate_silence_tellsAfterwardsAndNeverResolvesWhatWasNotTold() {
    // Windows end every 10 minutes from 1970-01-05 (a Monday) 00:10.
    SilenceSchedule silence = SilenceSchedule.parse("mon 00:00-00:35 UTC");
    AlertEngine engine =
        engine(
            new AlertRule(
                "r",
                RuleParser.parse("drift.count > 2", CATALOGUE),
                Severity.WARNING,
                Duration.ZERO,
                List.of(silence)));

    assertThat(kinds(engine, "drift.count", 3, 1, 3, 3, 1)).isEqualTo("- - - FIRING RESOLVED");
    assertThat(engine.counts()).isEqualTo(new AlertCounts(2, 2, 0, 2, 0, 0));
  }

  @Test
  void evaluate_performance_needsTheWholeIntervalToFireAndTheValueToResolve() {
    AlertEngine engine = engine(rule("performance.f1 < 0.8"));
    List<String> kinds = new ArrayList<>();
    double[][] f1 = {
      {0.75, 0.70, 0.81}, {0.75, 0.71, 0.79}, {0.79, 0.70, 0.85}, {0.81, 0.70, 0.9}, {UNKNOWN, 0, 1}
    };
    for (double[] value : f1) {
      window
          .next()
          .current
          .put(
              "performance.f1", new Reading(value[0], 100, new Interval(value[1], value[2], 0.99)));
      kinds.add(kind(engine.evaluate(window)));
    }

    assertThat(kinds).containsExactly("-", "FIRING", "-", "RESOLVED", "-");
  }

  @Test
  void evaluate_negatedPerformance_needsTheWholeIntervalAsWell() {
    AlertEngine engine = engine(rule("not performance.f1 >= 0.8"));
    window
        .next()
        .current
        .put("performance.f1", new Reading(0.75, 100, new Interval(0.7, 0.81, 0.99)));

    assertThat(engine.evaluate(window)).isEmpty();
  }

  @Test
  void evaluate_downFromReference_comparesWithTheReference() {
    AlertEngine engine = engine(rule("throughput down 20%"));
    window.reference.put("throughput", Reading.of(10));

    assertThat(kinds(engine, "throughput", 8.1, 8, 7, 9)).isEqualTo("- FIRING - RESOLVED");
    assertThat(engine(rule("latency.p99 up 5%")).evaluate(window.set("latency.p99", 9))).isEmpty();
  }

  @Test
  void evaluate_upFromPreviousWindows_comparesWithTheirMedian() {
    AlertEngine engine = engine(rule("drift.count up 50% from previous 3 windows"));

    assertThat(kinds(engine, "drift.count", 10, 10, 10, 14, 15, 10))
        .isEqualTo("- - - - FIRING RESOLVED");
  }

  @Test
  void evaluate_changeOfABaseOfZero_needsADifference() {
    window.reference.put("drift.count", Reading.of(0));

    assertThat(kinds(engine(rule("drift.count up 50%")), "drift.count", 0, 0, 1, 0))
        .isEqualTo("- - FIRING RESOLVED");
    assertThat(kinds(engine(rule("drift.count down 50%")), "drift.count", 0, 1, 0))
        .isEqualTo("- - -");
    assertThat(kinds(engine(rule("not drift.count up 50%")), "drift.count", 0, 1, 0))
        .isEqualTo("FIRING RESOLVED FIRING");
    assertThat(
            kinds(
                engine(rule("drift.count down 50% from previous 3 windows")),
                "drift.count",
                0,
                0,
                0,
                0,
                0))
        .isEqualTo("- - - - -");
  }

  @Test
  void evaluate_logic_isThreeValued() {
    AlertEngine engine = engine(rule("drift.count > 2 and error.count > 2 or quality.issues > 2"));
    window.set("drift.count", 3);
    assertThat(engine.evaluate(window.next())).isEmpty();
    window.set("quality.issues", 3);
    assertThat(kind(engine.evaluate(window.next()))).isEqualTo("FIRING");
    // Of "true and unknown or false" nothing is known.
    window.set("quality.issues", 1);
    assertThat(engine.evaluate(window.next())).isEmpty();
    window.set("drift.count", 1);
    assertThat(kind(engine.evaluate(window.next()))).isEqualTo("RESOLVED");
  }

  @Test
  void evaluate_eachFeature_isGroupedIntoOneNoticeAndBounded() {
    AlertEngine engine = engine(rule("feature[*].missing > 5%"));
    List<String> features = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      features.add("f" + i);
      window.set("feature[\"f" + i + "\"].missing", 0.1);
    }
    window.features = features;

    List<AlertNotice> notices = engine.evaluate(window.next());

    assertThat(notices).hasSize(1);
    assertThat(notices.get(0).subjectCount()).isEqualTo(500);
    assertThat(notices.get(0).subjects()).hasSize(AlertNotice.MAX_SUBJECTS);
    window.set("feature[\"f7\"].missing", 0.01);
    AlertNotice resolved = engine.evaluate(window.next()).get(0);
    assertThat(resolved.kind()).isEqualTo(Kind.RESOLVED);
    assertThat(resolved.stillFiring()).isEqualTo(499);
    assertThat(resolved.subjects().get(0).feature()).isEqualTo("f7");
  }

  @Test
  void evaluate_moreMemoriesThanAllowed_leavesTheRestOutAndCounts() {
    AlertEngine engine = engine(rule("feature[*].missing anomalous"));
    List<String> features = new ArrayList<>();
    for (int i = 0; i < AlertEngine.MAX_MEMORIES + 10; i++) {
      features.add("f" + i);
    }
    window.features = features;

    engine.evaluate(window.next());

    assertThat(engine.counts().unwatched()).isEqualTo(10);
  }

  @Test
  void evaluate_notice_carriesNumbersAndTheBeginning() {
    AlertEngine engine = engine(rule("drift.count > 2 for 2"));
    kinds(engine, "drift.count", 3);
    long first = window.endEpochNanos();

    AlertNotice notice = engine.evaluate(window.next().set("drift.count", 4)).get(0);

    assertThat(notice.key()).isEqualTo(new AlertKey("credit", "7", "r"));
    assertThat(notice.sinceEpochNanos()).isEqualTo(first);
    assertThat(notice.epochNanos()).isEqualTo(window.endEpochNanos());
    assertThat(notice.windowNumber()).isEqualTo(2);
    Evidence evidence = notice.subjects().get(0).evidence().get(0);
    assertThat(evidence.indicator()).isEqualTo("drift.count");
    assertThat(evidence.value()).isEqualTo(4);
    assertThat(evidence.threshold()).isEqualTo(2);
    assertThat(evidence.holds()).isTrue();
  }

  @Test
  void retire_firing_resolvesIt() {
    AlertEngine engine = engine(rule("drift.count > 2"));
    kinds(engine, "drift.count", 3);

    assertThat(engine.firing().values()).allSatisfy(subjects -> assertThat(subjects).hasSize(1));
    assertThat(kind(engine.retire(window.endEpochNanos()))).isEqualTo("RESOLVED");
    assertThat(engine.retire(window.endEpochNanos())).isEmpty();
    assertThat(engine.firing().values()).allSatisfy(subjects -> assertThat(subjects).isEmpty());
  }

  @Test
  void evaluate_clockRunsBack_keepsTheNewestTime() {
    AlertEngine engine = engine(rule("drift.count > 2 for 30 m"));
    kinds(engine, "drift.count", 3, 3, 3);
    window.endNanos -= TimeUnit.HOURS.toNanos(5);

    assertThat(kinds(engine, "drift.count", 3)).isEqualTo("-");
    assertThat(engine.counts().fired()).isZero();
  }

  @Test
  void silence_overMidnight_belongsToTheDayItStartsOn() {
    SilenceSchedule silence = SilenceSchedule.parse("sat 22:00-06:00 Europe/Berlin");

    assertThat(silence.covers(Instant.parse("2026-01-03T21:00:00Z"))).isTrue();
    assertThat(silence.covers(Instant.parse("2026-01-04T04:59:59Z"))).isTrue();
    assertThat(silence.covers(Instant.parse("2026-01-04T05:00:00Z"))).isFalse();
    assertThat(silence.covers(Instant.parse("2026-01-03T04:00:00Z"))).isFalse();
    assertThat(SilenceSchedule.parse("daily 00:00-24:00 UTC").covers(Instant.EPOCH)).isTrue();
  }

  @Test
  void silence_malformed_saysHowItIsWritten() {
    for (String wrong :
        List.of(
            "",
            "sat 22:00 UTC",
            "sat 22:00-06:00",
            "sat 22:00-06:00 Nowhere/At",
            "sat 25:00-06:00 UTC")) {
      assertThatThrownBy(() -> SilenceSchedule.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sat,sun 22:00-06:00 Europe/Berlin");
    }
    assertThatThrownBy(() -> SilenceSchedule.parse("sta 22:00-06:00 UTC"))
        .hasMessageContaining("'sta' is none of");
  }

  private static AlertRule rule(String text) {
    return new AlertRule("r", RuleParser.parse(text, CATALOGUE), Severity.WARNING);
  }

  private static AlertEngine engine(AlertRule rule) {
    return new AlertEngine("credit", "7", List.of(rule), ZoneOffset.UTC);
  }

  private String kinds(AlertEngine engine, String path, double... values) {
    List<String> kinds = new ArrayList<>();
    for (double value : values) {
      kinds.add(kind(engine.evaluate(window.next().set(path, value))));
    }
    return String.join(" ", kinds);
  }

  private static String kind(List<AlertNotice> notices) {
    assertThat(notices).hasSizeLessThan(2);
    return notices.isEmpty() ? "-" : notices.get(0).kind().name();
  }
}
