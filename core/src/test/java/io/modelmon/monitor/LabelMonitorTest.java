package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.capture.DeliveredLabel;
import io.modelmon.capture.LabelSource;
import io.modelmon.performance.MetricName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LabelMonitorTest {

  /** Ten predictions that are positive when even, and their labels, of which two are wrong. */
  private static void fillWindow(LabelFixture fixture, long first, int labels, int wrong) {
    for (long id = first; id < first + 10; id++) {
      fixture.predict(id, id % 2 == 0 ? 0.9 : 0.1);
    }
    fixture.poll();
    for (int i = 0; i < labels; i++) {
      boolean bad = (first + i) % 2 == 0 ^ i < wrong;
      fixture.label(Long.toString(first + i), bad ? "bad" : "good");
    }
    fixture.poll();
  }

  @Test
  void performance_enoughLabelsAndTheNextWindowClosed_isEvaluated() {
    LabelFixture fixture = LabelFixture.probability();

    fillWindow(fixture, 0, 10, 2);
    assertThat(fixture.performance()).as("the next window is open").isNull();
    fillWindow(fixture, 10, 0, 0);

    assertThat(fixture.metric(MetricName.ACCURACY).value()).isCloseTo(0.8, within(1e-12));
    assertThat(fixture.metric(MetricName.ACCURACY).n()).isEqualTo(10);
    PerformanceSnapshot performance = Objects.requireNonNull(fixture.performance());
    assertThat(performance.window()).isEqualTo(1);
    assertThat(performance.coverage()).isEqualTo(1);
    assertThat(performance.endEpochNanos()).isPositive();
  }

  @Test
  void performance_fewerLabelsThanConfigured_isNotEvaluated() {
    LabelFixture fixture = LabelFixture.probability();

    fillWindow(fixture, 0, 7, 0);
    fillWindow(fixture, 10, 0, 0);

    assertThat(fixture.performance()).isNull();
  }

  @Test
  void performance_noNextWindow_isEvaluatedAfterWait() {
    LabelFixture fixture = new LabelFixture(", wait: 1h", LabelFixture.PROBABILITY, "prediction");
    fillWindow(fixture, 0, 10, 1);

    fixture.advance(Duration.ofMinutes(59));
    assertThat(fixture.performance()).isNull();
    fixture.advance(Duration.ofMinutes(1));

    assertThat(fixture.metric(MetricName.ACCURACY).value()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void performance_moreLabelsLater_isRevisedAtTheNextClose() {
    LabelFixture fixture = LabelFixture.probability();
    fillWindow(fixture, 0, 8, 0);
    fillWindow(fixture, 10, 0, 0);
    assertThat(fixture.metric(MetricName.ACCURACY).value()).isEqualTo(1);

    fixture.label(8L, "good");
    fixture.label(9L, "bad");
    assertThat(fixture.metric(MetricName.ACCURACY).n()).isEqualTo(8);
    fillWindow(fixture, 20, 0, 0);

    assertThat(fixture.metric(MetricName.ACCURACY).n()).isEqualTo(10);
    assertThat(fixture.metric(MetricName.ACCURACY).value()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void performance_labelsOfANewerWindow_replaceTheOlder() {
    LabelFixture fixture = LabelFixture.probability();
    fillWindow(fixture, 0, 10, 2);
    fillWindow(fixture, 10, 9, 3);
    fillWindow(fixture, 20, 0, 0);

    assertThat(fixture.metric(MetricName.ACCURACY).value()).isCloseTo(6 / 9.0, within(1e-12));
    PerformanceSnapshot performance = Objects.requireNonNull(fixture.performance());
    assertThat(performance.window()).isEqualTo(2);
    assertThat(performance.coverage()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void labels_everyKind_isCountedOnce() {
    LabelFixture fixture = LabelFixture.probability();
    fixture.label("early", "bad");
    fillWindow(fixture, 0, 5, 0);
    fixture.label("0", "bad");
    fixture.label("1", "bad");
    fixture.label("nobody", "bad");
    fixture.label("2", " ");
    fixture.advance(Duration.ofMinutes(11));

    assertThat(fixture.count("joined")).isEqualTo(5);
    assertThat(fixture.count("duplicate")).isEqualTo(1);
    assertThat(fixture.count("conflicting")).isEqualTo(1);
    assertThat(fixture.count("orphan")).isEqualTo(2);
    assertThat(fixture.labelSnapshot().lost()).containsOnlyKeys("label").containsEntry("label", 1L);
    assertThat(fixture.labelSnapshot().waiting()).isEqualTo(5);
    fixture.advance(Duration.ofDays(8));
    assertThat(fixture.count("expired")).isEqualTo(5);
    assertThat(fixture.log).isEmpty();
  }

  @Test
  void labels_beforeTheFirstPrediction_areEarlyAndJoined() {
    LabelFixture fixture = LabelFixture.probability();
    fixture.label("3", "bad");
    fixture.poll();
    fixture.poll();

    fillWindow(fixture, 0, 0, 0);

    assertThat(fixture.count("early")).isEqualTo(1);
    assertThat(fixture.labelSnapshot().predictions()).containsEntry("joined", 1L);
  }

  @Test
  void labels_longAfterThePrediction_areLateAndCount() {
    LabelFixture fixture = new LabelFixture(", wait: 1h", LabelFixture.PROBABILITY, "prediction");
    fillWindow(fixture, 0, 0, 0);
    fixture.advance(Duration.ofHours(2));

    fixture.label("3", "bad");
    fixture.poll();

    assertThat(fixture.count("late")).isEqualTo(1);
    DelaySnapshot delays =
        Objects.requireNonNull(fixture.monitor.snapshot().models().get(0).labelDelays());
    assertThat(delays.sumSeconds()).isCloseTo(7200, within(1.0));
    assertThat(delays.counts()[5]).as("between one hour and six").isEqualTo(1);
  }

  @Test
  void labels_deliveredFromElsewhere_areJoinedAndAnswered() {
    LabelFixture fixture = LabelFixture.probability();
    List<String> answers = new ArrayList<>();
    LabelSource source = (label, usable) -> answers.add(label.id() + " " + usable);
    long now = 1_700_000_000_000L + fixture.nanos / 1_000_000;
    fixture.labels.inbox().offer(new DeliveredLabel("3", Double.NaN, "bad", -1, source, 1));
    fixture.poll();
    fillWindow(fixture, 0, 0, 0);
    fixture.labels.inbox().offer(new DeliveredLabel("4", Double.NaN, "bad", now, source, 2));
    fixture.labels.inbox().offer(new DeliveredLabel("5", 1, null, now + 9_999_999, source, 3));
    fixture.labels.inbox().offer(new DeliveredLabel("6", 0.5, null, -1, source, 4));
    fixture.labels.inbox().offer(new DeliveredLabel("7", Double.NaN, " ", -1, source, 5));
    fixture.poll();

    assertThat(answers).containsExactly("3 true", "4 true", "5 true", "6 true", "7 false");
    assertThat(fixture.count("early")).isEqualTo(1);
    assertThat(fixture.count("joined")).isEqualTo(3);
    assertThat(fixture.labelSnapshot().lost()).containsOnlyKeys("label").containsEntry("label", 1L);
  }

  @Test
  void segments_ofAWindow_haveFiguresOfTheirOwn() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            "segments: { channel: \"arg[1].channel\" }\n" + LabelFixture.PROBABILITY,
            "prediction");
    for (long id = 0; id < 10; id++) {
      fixture.predictIn(id < 4 ? "branch" : id < 8 ? "online" : null, id, 0.9);
    }
    for (long id = 0; id < 10; id++) {
      fixture.label(id, id < 2 ? "good" : "bad");
    }
    fillWindow(fixture, 10, 0, 0);

    PerformanceSnapshot performance = Objects.requireNonNull(fixture.performance());
    assertThat(performance.segments())
        .extracting(PerformanceSnapshot.Segment::value)
        .containsExactly("_missing", "branch", "online");
    assertThat(
            performance.segments().stream()
                .map(
                    segment -> LabelFixture.metric(segment.metrics(), MetricName.ACCURACY).value()))
        .containsExactly(1.0, 0.5, 1.0);
  }

  /** Of four values one is wrong in half of its rows, one a little more often than the others. */
  @Test
  void segments_significantlyWorseThanAllRows_areNamed() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            """
            segments: { channel: "arg[1].channel" }
            prediction: { type: probability, positive_class: bad }
            window: { predictions: 400 }
            performance: { min_labels: 400 }
            """,
            "prediction");
    for (int id = 0; id < 800; id++) {
      fixture.predictIn("c" + id % 4, id, 0.9);
    }
    fixture.poll();
    for (long id = 0; id < 400; id++) {
      boolean wrong =
          switch ((int) (id % 4)) {
            case 0 -> id % 8 == 0;
            case 1 -> id % 32 == 1;
            default -> id % 40 == 2 || id % 40 == 3;
          };
      fixture.label(id, wrong ? "good" : "bad");
    }

    assertThat(Objects.requireNonNull(fixture.performance()).segments())
        .filteredOn(segment -> segment.worseBy() != null)
        .singleElement()
        .satisfies(
            segment -> {
              assertThat(segment.value()).isEqualTo("c0");
              assertThat(segment.worseBy()).isEqualTo(MetricName.ACCURACY);
            });
  }

  @Test
  void segments_moreValuesThanAreKept_shareOne() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            """
            segments: { channel: "arg[1].channel" }
            prediction: { type: probability }
            window: { predictions: 30 }
            performance: { min_labels: 8 }
            """,
            "prediction");
    for (long id = 0; id < 30; id++) {
      fixture.predictIn("c" + id, id, 0.9);
      fixture.label(id, "true");
    }
    for (long id = 30; id < 60; id++) {
      fixture.predictIn("c0", id, 0.9);
    }

    PerformanceSnapshot performance = Objects.requireNonNull(fixture.performance());
    assertThat(performance.segments()).hasSize(SegmentCodes.MAX_VALUES + 1);
    assertThat(performance.segments())
        .filteredOn(segment -> segment.value().equals("_other"))
        .singleElement()
        .satisfies(
            other ->
                assertThat(LabelFixture.metric(other.metrics(), MetricName.ACCURACY).n())
                    .isEqualTo(10));
  }

  @Test
  void performance_ofNumbers_isThatOfARegression() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            """
            prediction: { type: number }
            window: { predictions: 10 }
            performance: { min_labels: 10 }
            """,
            "prediction");
    for (long id = 0; id < 10; id++) {
      fixture.predict(id, 2.0 * id);
      fixture.label(id, 2.0 * id + (id % 2 == 0 ? 1 : -3));
    }
    fillWindow(fixture, 10, 0, 0);

    assertThat(fixture.metric(MetricName.MAE).value()).isCloseTo(2, within(1e-12));
    assertThat(fixture.metric(MetricName.MSE).value()).isCloseTo(5, within(1e-12));
    assertThat(fixture.metric(MetricName.BIAS).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void performance_ofManyClasses_takesTheLargestScore() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            """
            prediction: { type: probabilities }
            window: { predictions: 9 }
            performance: { min_labels: 9 }
            """,
            "prediction.high",
            "prediction.low",
            "prediction.mid");
    List<String> classes = List.of("high", "low", "mid");
    for (int id = 0; id < 9; id++) {
      int best = id % 3;
      fixture.predict(id, best == 0 ? 0.6 : 0.2, best == 1 ? 0.6 : 0.2, best == 2 ? 0.6 : 0.2);
      fixture.label((long) id, classes.get(id == 8 ? 0 : best));
    }
    for (int id = 9; id < 18; id++) {
      fixture.predict(id, 0.6, 0.2, 0.2);
    }

    assertThat(fixture.metric(MetricName.ACCURACY).value()).isCloseTo(8 / 9.0, within(1e-12));
    assertThat(fixture.metric(MetricName.LOG_LOSS).known()).isTrue();
    // Eight rows of -ln 0.6 and one of -ln 0.2.
    assertThat(fixture.metric(MetricName.LOG_LOSS).value())
        .isCloseTo(-(8 * Math.log(0.6) + Math.log(0.2)) / 9, within(1e-12));
  }

  @Test
  void conceptDrift_errorsBecomeMore_isReportedOnce() {
    LabelFixture fixture = LabelFixture.probability();
    for (int window = 0; window < 100; window++) {
      fillWindow(fixture, 10L * window, 10, 1);
    }
    assertThat(fixture.events).isEmpty();
    for (int window = 100; window < 130; window++) {
      fillWindow(fixture, 10L * window, 10, 6);
    }

    assertThat(fixture.events).hasSize(1);
    ModelEvent event = fixture.events.get(0);
    assertThat(event.kind()).isEqualTo(ModelEvent.Kind.CONCEPT_DRIFT_DETECTED);
    ConceptDrift change = Objects.requireNonNull(event.concept());
    assertThat(change.after()).isGreaterThan(change.before());
  }

  @Test
  void conceptDrift_switchedOff_isNotReported() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            """
            prediction: { type: probability, positive_class: bad }
            window: { predictions: 10 }
            performance: { min_labels: 8, concept_drift: off }
            """,
            "prediction");
    for (int window = 0; window < 60; window++) {
      fillWindow(fixture, 10L * window, 10, window < 30 ? 0 : 9);
    }

    assertThat(fixture.events).isEmpty();
  }

  @Test
  void performance_switchedOff_labelsAreJoinedAndNotJudged() {
    LabelFixture fixture =
        new LabelFixture(
            "",
            """
            prediction: { type: probability, positive_class: bad }
            window: { predictions: 10 }
            performance: off
            """,
            "prediction");
    fillWindow(fixture, 0, 10, 0);
    fillWindow(fixture, 10, 10, 0);

    assertThat(fixture.performance()).isNull();
    assertThat(fixture.count("joined")).isEqualTo(20);
  }
}
