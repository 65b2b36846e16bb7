package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.Event;
import io.modelmon.examples.receiver.OtlpReceiver;
import io.modelmon.examples.receiver.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unmodified service whose outcomes come by another method, long after the predictions: joined,
 * counted and judged; then the world changes, and half of the predictions are wrong.
 *
 * <p>The host errs exactly as often as it is told, so every figure is exact.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LabelsIT {

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: lending
          version: "1"
          predict: ["host.Lending$Model#score"]
          features: { fields: { income: "arg[0].income" } }
          prediction: { from: return, type: probability, positive_class: bad, threshold: 0.5 }
          id: "arg[0].id"
          segments: { channel: "arg[0].channel" }
          labels:
            from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
            early: 1s
          window: { predictions: 500 }
      """;

  private static final Map<String, String> MODEL = Map.of("modelmon.model.name", "lending");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OtlpReceiver receiver = OtlpReceiver.start(0);

  @TempDir static Path directory;

  private OptionalDouble accuracyBefore = OptionalDouble.empty();
  private int eventsBefore;

  @BeforeAll
  void run() {
    try (RunningHost host =
        HostRun.on(Jdk.building())
            .agent(Configurations.write(directory, CONFIGURATION))
            .collector(receiver)
            .main("host.Lending")
            .start()) {
      for (int window = 0; window < 4; window++) {
        host.send("lend 500");
        host.send("outcomes 500 1");
      }
      host.send("repeat 20");
      host.send("contradict 10");
      host.send("unknown 7");
      host.send("fail 5");
      host.send("lend 500");
      await().atMost(PATIENCE).until(() -> labels("orphan") == 7 && accuracy("").isPresent());
      accuracyBefore = accuracy("");
      eventsBefore = receiver.events("modelmon.concept_drift.detected").size();
      host.send("outcomes 500 5");
      host.send("lend 500");
      HostResult result = host.finish();
      assertThat(result.exitCode()).isZero();
      assertThat(result.stdout()).contains("received 1272");
    }
  }

  @Test
  void labels_everyOne_hasItsOutcome() {
    assertThat(labels("joined")).isEqualTo(2500);
    assertThat(labels("duplicate")).isEqualTo(20);
    assertThat(labels("conflicting")).isEqualTo(10);
    assertThat(labels("orphan")).isEqualTo(7);
    assertThat(receiver.sum("modelmon.labels", MODEL)).isEqualTo(2537);
    assertThat(receiver.series("modelmon.labels.lost", MODEL)).isEmpty();
    assertThat(receiver.latest("modelmon.labels.waiting", MODEL)).hasValue(500);
    assertThat(receiver.sum("modelmon.labels.delay", MODEL)).isEqualTo(2500);
  }

  @Test
  void accuracy_beforeAndAfterTheChange_isWhatTheHostDid() {
    assertThat(accuracyBefore).hasValue(0.9);
    assertThat(accuracy("")).hasValue(0.5);
    assertThat(receiver.latest("modelmon.performance.window", MODEL)).hasValue(5);
    assertThat(receiver.latest("modelmon.labels.coverage", MODEL)).hasValue(1);
    assertThat(latest("modelmon.performance.n", "")).hasValue(500);
    assertThat(latest("modelmon.performance.lower", "").orElseThrow()).isBetween(0.4, 0.499);
    assertThat(latest("modelmon.performance.upper", "").orElseThrow()).isBetween(0.501, 0.6);
  }

  @Test
  void accuracy_ofSegments_isWhatTheHostDid() {
    assertThat(accuracy("branch").orElseThrow()).isCloseTo(0.4, within(1e-9));
    assertThat(accuracy("online").orElseThrow()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void conceptDrift_errorsFromATenthToAHalf_isReportedOnceInBothForms() {
    List<Event> events = receiver.events("modelmon.concept_drift.detected");

    assertThat(eventsBefore).isZero();
    assertThat(events).extracting(Event::form).containsExactlyInAnyOrder(Event.Form.values());
    Event event = events.get(0);
    assertThat(event.attribute("modelmon.concept_drift.detector")).isEqualTo("adwin");
    assertThat(number(event, "modelmon.concept_drift.before")).isBetween(0.09, 0.2);
    assertThat(number(event, "modelmon.concept_drift.after"))
        .isGreaterThan(number(event, "modelmon.concept_drift.before"));
  }

  @Test
  void rules_ofBothKinds_haveMatched() {
    assertThat(
            receiver.latest(
                "modelmon.agent.rule.state",
                Map.of(
                    "modelmon.rule",
                    "host.Lending$Outcomes#record(String,boolean)",
                    "modelmon.state",
                    "matched")))
        .hasValue(1);
  }

  @Test
  void ids_segmentsAndLabels_areNoFeatures() {
    assertThat(receiver.series("modelmon.feature.missing", MODEL))
        .extracting(series -> series.attribute("modelmon.feature.name"))
        .containsExactlyInAnyOrder("income", "prediction");
  }

  private OptionalDouble accuracy(String channel) {
    return latest("modelmon.performance", channel);
  }

  /** Returns a figure about the accuracy of a channel, or of all when it is empty. */
  private OptionalDouble latest(String metric, String channel) {
    return receiver.series(metric, MODEL).stream()
        .filter(series -> series.attribute("modelmon.metric").equals("accuracy"))
        .filter(series -> series.attribute("modelmon.segment.value").equals(channel))
        .mapToDouble(Series::value)
        .findFirst();
  }

  private long labels(String outcome) {
    return receiver.sum(
        "modelmon.labels", Map.of("modelmon.model.name", "lending", "modelmon.outcome", outcome));
  }

  private static double number(Event event, String attribute) {
    return Double.parseDouble(event.attribute(attribute));
  }
}
