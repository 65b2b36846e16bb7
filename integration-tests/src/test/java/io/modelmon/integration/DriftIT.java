package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.Event;
import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * One feature shifts and returns, then another: events for these and no other, once per transition.
 *
 * <p>The host's rows come from a fixed seed. Each phase is four windows long, so that a few rows
 * lost on a busy machine change no transition.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DriftIT {

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: scorer
          version: "3"
          predict: ["host.Commands$Scorer#score"]
          features: { from: "arg[0]" }
          prediction: { from: return, type: probability, positive_class: bad }
          reference: { REFERENCE }
          window: { predictions: 1000 }
      """;

  private final OtlpReceiver receiver = OtlpReceiver.start(0);
  private final OtlpReceiver secondReceiver = OtlpReceiver.start(0);

  @TempDir static Path directory;

  @BeforeAll
  void run() {
    try (RunningHost host = host("learn: 5000, save: scorer.profile", receiver)) {
      host.send("score 5000 none");
      for (String phase : List.of("none", "age", "none", "purpose", "none")) {
        host.send("score 4000 " + phase);
      }
      HostResult result = host.finish();
      assertThat(result.exitCode()).isZero();
      result.expectations().forEach(expectation -> assertReported(expectation, receiver));
    }
    try (RunningHost host = host("file: scorer.profile", secondReceiver)) {
      host.send("score 3000 age");
      assertThat(host.finish().exitCode()).isZero();
    }
  }

  private RunningHost host(String reference, OtlpReceiver collector) {
    Path configuration =
        Configurations.write(directory, CONFIGURATION.replace("REFERENCE", reference));
    return HostRun.on(Jdk.building())
        .agent(configuration)
        .collector(collector)
        .main("host.Commands")
        .start();
  }

  private static void assertReported(Expectation expectation, OtlpReceiver collector) {
    if (expectation.model().equals("scorer")) {
      expectation.assertReportedTo(collector);
    }
  }

  @Test
  void detected_oneFeatureAfterTheOther_onceEachInBothForms() {
    for (Event.Form form : Event.Form.values()) {
      assertThat(features(receiver, "modelmon.drift.detected", form))
          .as("%s", form)
          .containsExactly("age", "purpose");
    }
  }

  @Test
  void resolved_eachFeatureReturned_onceEachInBothForms() {
    for (Event.Form form : Event.Form.values()) {
      assertThat(features(receiver, "modelmon.drift.resolved", form))
          .as("%s", form)
          .containsExactly("age", "purpose");
    }
  }

  @Test
  void event_ofADetection_carriesTheNumbersBehindIt() {
    Event event = receiver.events("modelmon.drift.detected").get(0);

    assertThat(event.attribute("modelmon.model.name")).isEqualTo("scorer");
    assertThat(event.attribute("modelmon.model.version")).isEqualTo("3");
    assertThat(event.attribute("modelmon.drift.measure")).isEqualTo("ks");
    assertThat(number(event, "modelmon.drift.p_value")).isLessThan(0.01);
    // Twelve years of fifty are a D of 0.24, and noise is there on both sides of it.
    assertThat(number(event, "modelmon.drift.statistic")).isBetween(0.2, 0.3);
    assertThat(number(event, "modelmon.drift.noise")).isBetween(0.03, 0.07);
    assertThat(number(event, "modelmon.drift.n")).isEqualTo(1000);
    assertThat(number(event, "modelmon.drift.effective_n")).isBetween(500.0, 1500.0);
    assertThat(event.attribute("modelmon.window.number")).isNotEmpty();
  }

  @Test
  void gauges_afterTheReturn_sayStable() {
    Map<String, String> age =
        Map.of("modelmon.model.name", "scorer", "modelmon.feature.name", "age");

    assertThat(receiver.latest("modelmon.drift.detected", age)).hasValue(0);
    assertThat(receiver.sum("modelmon.windows", Map.of("modelmon.verdict", "drift"))).isPositive();
    assertThat(receiver.sum("modelmon.windows", Map.of("modelmon.verdict", "stable"))).isPositive();
    assertThat(receiver.sum("modelmon.windows", Map.of("modelmon.verdict", "insufficient")))
        .isZero();
  }

  @Test
  void savedReference_usedByTheNextStart_findsTheShiftAtOnce() {
    assertThat(Files.exists(directory.resolve("scorer.profile"))).isTrue();
    for (Event.Form form : Event.Form.values()) {
      assertThat(features(secondReceiver, "modelmon.drift.detected", form)).containsExactly("age");
    }
    assertThat(secondReceiver.events("modelmon.drift.resolved")).isEmpty();
    assertThat(
            secondReceiver.latest(
                "modelmon.drift.detected",
                Map.of("modelmon.model.name", "scorer", "modelmon.feature.name", "age")))
        .hasValue(1);
  }

  private static List<String> features(OtlpReceiver collector, String event, Event.Form form) {
    return collector.events(event).stream()
        .filter(found -> found.form() == form)
        .map(found -> found.attribute("modelmon.feature.name"))
        .toList();
  }

  private static double number(Event event, String attribute) {
    return Double.parseDouble(event.attribute(attribute));
  }
}
