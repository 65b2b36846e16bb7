package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.modelmon.examples.receiver.Event;
import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * One feature shifts, returns, and shifts again while the service ends: a webhook that is down at
 * first, and the collector, hear of it once each.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AlertsIT {

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: scorer
          version: "3"
          predict: ["host.Commands$Scorer#score"]
          features: { from: "arg[0]" }
          prediction: { from: return, type: probability, positive_class: bad }
          reference: { learn: 5000 }
          window: { predictions: 1000 }
          alerts:
            - { name: shift, when: "drift.share > 10%", severity: critical }
            - { name: never, when: "error.rate > 1% or feature[\\"age\\"].missing > 1%" }
      notify:
        - { webhook: "ADDRESS", allow_local: true, signing_key: "${KEY}" }
      """;

  private static final String ALERTMANAGER =
      """
        - { alertmanager: "ADDRESS", allow_local: true }
      """;

  private static final String KEY = "b4d-s3cr3t";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OtlpReceiver collector = OtlpReceiver.start(0);
  private final WebhookReceiver webhook = new WebhookReceiver();

  @TempDir static Path directory;

  private List<String> beforeTheEnd = List.of();
  private List<String> stderr = List.of();
  private Optional<Alertmanager> alertmanager = Optional.empty();

  @BeforeAll
  void run() {
    alertmanager = Alertmanager.start(directory);
    String second =
        alertmanager.map(real -> ALERTMANAGER.replace("ADDRESS", real.address())).orElse("");
    Path file =
        Configurations.write(
            directory, CONFIGURATION.replace("ADDRESS", webhook.address()) + second);
    try (RunningHost host =
        HostRun.on(Jdk.building())
            .agent(file)
            .collector(collector)
            .environment("KEY", KEY)
            .environment("OTEL_SERVICE_NAME", "till")
            .main("host.Commands")
            .start()) {
      host.send("score 5000 none");
      host.send("score 4000 age");
      await().atMost(PATIENCE).until(() -> said(host.stderr(), "alerts do not reach webhook"));
      webhook.open();
      await().atMost(PATIENCE).until(() -> webhook.statesOf("shift").size() == 1);
      alertmanager.ifPresent(real -> await().atMost(PATIENCE).until(() -> real.knows("shift")));
      host.send("score 4000 none");
      await().atMost(PATIENCE).until(() -> webhook.statesOf("shift").size() == 2);
      alertmanager.ifPresent(real -> await().atMost(PATIENCE).until(() -> !real.knows("shift")));
      beforeTheEnd = webhook.statesOf("shift");
      host.send("score 4000 age");
      HostResult result = host.finish();
      assertThat(result.exitCode()).isZero();
      stderr = result.stderr();
    }
  }

  @AfterAll
  void stop() {
    webhook.close();
    alertmanager.ifPresent(Alertmanager::close);
  }

  @Test
  void alertmanager_whereInstalled_knowsWhatFiresAtTheEnd() {
    assumeTrue(
        alertmanager.isPresent(), "Alertmanager is not installed: it is not tested with the agent");

    // That it knew of the first alert, and forgot it when it resolved, was waited for.
    assertThat(alertmanager.orElseThrow().knows("shift")).isTrue();
    assertThat(alertmanager.orElseThrow().knows("never")).isFalse();
  }

  @Test
  void webhook_shiftAndReturn_hearsOfEachOnce() {
    assertThat(beforeTheEnd).containsExactly("firing", "resolved");
    assertThat(webhook.statesOf("never")).isEmpty();
  }

  @Test
  void webhook_serviceEnds_stillHearsOfTheLastAlert() {
    assertThat(webhook.statesOf("shift")).containsExactly("firing", "resolved", "firing");
  }

  @Test
  void webhook_body_saysWhatSinceWhenAndHowMuch() {
    assertThat(webhook.firstOf("shift").body())
        .contains(
            "\"service\":\"till\"",
            "\"model\":\"scorer\",\"version\":\"3\",\"rule\":\"shift\",\"severity\":\"critical\"",
            "\"condition\":\"drift.share > 10%\"",
            "\"indicator\":\"drift.share\",\"value\":0.2,\"threshold\":0.1");
  }

  @Test
  void webhook_standardRule_namesTheFeature() {
    // Ages beyond all that were learned: the standard rule about data quality.
    assertThat(webhook.firstOf("data_quality").body())
        .contains("\"feature\":\"age\"", "feature[\\\"age\\\"].quality.issues");
  }

  @Test
  void webhook_signature_isThatOfTimeAndBody() throws GeneralSecurityException {
    WebhookReceiver.Request request = webhook.firstOf("shift");
    String time = request.signature().substring(2, request.signature().indexOf(','));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = mac.doFinal((time + "." + request.body()).getBytes(StandardCharsets.UTF_8));

    assertThat(request.signature())
        .isEqualTo("t=" + time + ",v1=" + HexFormat.of().formatHex(signed));
    assertThat(stderr.toString()).doesNotContain(KEY).doesNotContain("/hook");
  }

  @Test
  void events_ofTheRule_comeInBothForms() {
    for (Event.Form form : Event.Form.values()) {
      assertThat(alerts("modelmon.alert.firing", form)).hasSize(2);
      assertThat(alerts("modelmon.alert.resolved", form)).hasSize(1);
    }
    Event event = alerts("modelmon.alert.firing", Event.Form.LOG).get(0);
    assertThat(event.attribute("modelmon.alert.severity")).isEqualTo("critical");
    assertThat(event.attribute("modelmon.alert.indicator")).isEqualTo("drift.share");
    assertThat(Double.parseDouble(event.attribute("modelmon.alert.value"))).isEqualTo(0.2);
    assertThat(Double.parseDouble(event.attribute("modelmon.alert.threshold"))).isEqualTo(0.1);
    assertThat(event.attribute("modelmon.window.number")).isNotEmpty();
  }

  @Test
  void events_firing_sayWhy() {
    Event event = alerts("modelmon.alert.firing", Event.Form.LOG).get(0);
    assertThat(event.attribute("modelmon.alert.diagnosis")).isEqualTo("data");
    assertThat(event.attribute("modelmon.alert.features")).isEqualTo("age");
    assertThat(event.attribute("modelmon.alert.evidence"))
        .containsPattern("drift 'age' 0\\.\\d+ .*, n 1000: mean 5\\d.*, before 4\\d");
    assertThat(webhook.firstOf("shift").body()).contains("\"diagnosis\":{\"kind\":\"data\"");
  }

  @Test
  void metrics_rulesAndNotices_areCounted() {
    assertThat(collector.latest("modelmon.alert.firing", Map.of("modelmon.alert.rule", "shift")))
        .hasValue(1);
    assertThat(collector.latest("modelmon.alert.firing", Map.of("modelmon.alert.rule", "never")))
        .hasValue(0);
    Map<String, String> sent = Map.of("modelmon.receiver", "webhook", "modelmon.outcome", "sent");
    assertThat(collector.sum("modelmon.agent.notifications", sent)).isGreaterThanOrEqualTo(2);
    Map<String, String> failed =
        Map.of("modelmon.receiver", "webhook", "modelmon.outcome", "failed");
    assertThat(collector.sum("modelmon.agent.notifications", failed)).isZero();
  }

  private List<Event> alerts(String event, Event.Form form) {
    return collector.events(event).stream()
        .filter(found -> found.form() == form)
        .filter(found -> found.attribute("modelmon.alert.rule").equals("shift"))
        .toList();
  }

  private static boolean said(List<String> lines, String words) {
    return lines.stream().anyMatch(line -> line.contains(words));
  }
}
