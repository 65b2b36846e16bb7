package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class OtelSettingsTest {

  private static final Duration ENOUGH = Duration.ofSeconds(20);

  private final List<String> lines = new ArrayList<>();
  private final LimitedLog log = new LimitedLog(lines::add, () -> 0);

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_PROPAGATORS, b3",
    "OTEL_METRICS_EXPORTER, prometheus",
    "OTEL_METRICS_EXPORTER, none",
    "OTEL_LOGS_EXPORTER, console",
    "OTEL_TRACES_EXPORTER, none",
    "OTEL_TRACES_SAMPLER, always_off",
    "OTEL_CONFIG_FILE, x",
    "OTEL_EXPERIMENTAL_CONFIG_FILE, x",
    "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE, delta",
    "OTEL_METRIC_EXPORT_INTERVAL, rubbish",
    "OTEL_SPAN_EVENT_COUNT_LIMIT, 0",
    "OTEL_ATTRIBUTE_COUNT_LIMIT, 0",
    "OTEL_METRICS_EXEMPLAR_FILTER, rubbish",
    "OTEL_RESOURCE_ATTRIBUTES, rubbish",
  })
  void start_applicationsOwnSettings_doNotStopUs(String name, String value) {
    for (boolean asProperty : new boolean[] {false, true}) {
      try (OtlpReceiver receiver = new OtlpReceiver()) {
        Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
        if (asProperty) {
          setup.properties.put(name.toLowerCase(java.util.Locale.ROOT).replace('_', '.'), value);
        } else {
          setup.with(name, value);
        }
        setup.evaluations.add(
            Fixtures.evaluation(
                Fixtures.event(io.modelmon.monitor.ModelEvent.Kind.DRIFT_DETECTED, "age")));

        assertThat(setup.start().close(ENOUGH)).isTrue();

        assertThat(receiver.metrics()).containsKey("modelmon.predictions");
        assertThat(receiver.logs()).hasSize(1);
        assertThat(receiver.spans()).hasSize(1);
        assertThat(receiver.spans().get(0).getEventsList()).hasSize(1);
      }
    }
  }

  @Test
  void start_disabled_sendsNothingAndSaysSo() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver).with("OTEL_SDK_DISABLED", "true");

      assertThat(setup.start().close(ENOUGH)).isFalse();

      assertThat(receiver.attempts).isEmpty();
      assertThat(setup.log).containsExactly("nothing is exported: OTEL_SDK_DISABLED is true");
    }
  }

  @Test
  void start_interval_isFollowed() throws InterruptedException {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      OtelExport export =
          new Fixtures.Setup().to(receiver).with("OTEL_METRIC_EXPORT_INTERVAL", "50").start();

      long deadline = System.nanoTime() + ENOUGH.toNanos();
      while (receiver.attempts("/v1/metrics") < 3 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }

      assertThat(receiver.attempts("/v1/metrics")).isGreaterThanOrEqualTo(3);
      export.close(ENOUGH);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', METRICS, http://localhost:4318/v1/metrics",
    "http://c:4318, '', LOGS, http://c:4318/v1/logs",
    "http://c:4318/, '', TRACES, http://c:4318/v1/traces",
    "https://c/base, '', TRACES, https://c/base/v1/traces",
    "http://c:4317, grpc, METRICS, http://c:4318/v1/metrics",
    "http://c:4317, '', METRICS, http://c:4318/v1/metrics",
    "http://c:4317, http/protobuf, METRICS, http://c:4317/v1/metrics",
    "http://c:9999, grpc, METRICS, http://c:9999/v1/metrics",
    "'http://[::1]:4317', grpc, METRICS, 'http://[::1]:4318/v1/metrics'",
    "http://user:secret@c:4318, '', METRICS, http://c:4318/v1/metrics",
  })
  void endpoint_shared_isCompleted(
      String endpoint, String protocol, Signal signal, String expected) {
    assertThat(resolve("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, protocol, signal))
        .isEqualTo(URI.create(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:4318/push, '', http://c:4318/push",
    "http://c:4318, '', http://c:4318/",
    "http://c:4317, grpc, http://c:4318/v1/metrics",
    "http://c:4317, '', http://c:4318/v1/metrics",
  })
  void endpoint_ofSignal_isTakenAsItIs(String endpoint, String protocol, String expected) {
    assertThat(resolve("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", endpoint, protocol, Signal.METRICS))
        .isEqualTo(URI.create(expected));
  }

  @ParameterizedTest
  @CsvSource({"c:4317", "unix:/tmp/x", "http://", "'http://a b'", "http://c/?q=1"})
  void endpoint_notAnAddress_isSaidWithoutTheValue(String endpoint) {
    assertThat(resolve("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "", Signal.METRICS)).isNull();

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("no metrics are sent: the OTLP endpoint")
        .doesNotContain(endpoint);
  }

  @Test
  void protocol_grpc_isSaidOnce() {
    resolve("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317", "grpc", Signal.METRICS);
    resolve("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317", "grpc", Signal.LOGS);

    assertThat(lines).containsExactly("OTLP is sent as http/protobuf; grpc is not supported");
  }

  @Test
  void duration_units_areRead() {
    OtelSettings settings =
        new OtelSettings(
            Map.of(
                "OTEL_BSP_SCHEDULE_DELAY", "250",
                "OTEL_BLRP_SCHEDULE_DELAY", "2s",
                "OTEL_METRIC_EXPORT_INTERVAL", "-5"),
            Map.of("otel.bsp.schedule-delay", "3 m"),
            log);

    assertThat(settings.duration("otel.bsp.schedule.delay", Duration.ZERO)).hasMinutes(3);
    assertThat(settings.duration("otel.blrp.schedule.delay", Duration.ZERO)).hasSeconds(2);
    assertThat(settings.duration("otel.metric.export.interval", Duration.ofSeconds(9)))
        .hasSeconds(9);
    assertThat(lines)
        .containsExactly(
            "otel.metric.export.interval is not a positive duration; going on with 9000 ms");
  }

  @Test
  void signalSettings_headersWithControlCharacters_areLeftOut() {
    OtelSettings settings =
        new OtelSettings(
            Map.of("OTEL_EXPORTER_OTLP_HEADERS", "a=1,evil=x%0D%0AHost: y,b=2%2B+3"),
            Map.of(),
            log);

    SignalSettings resolved =
        Objects.requireNonNull(SignalSettings.resolve(settings, Signal.LOGS, log));

    assertThat(resolved.headers()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2++3"));
    assertThat(lines).containsExactly("an OTLP header with a control character is left out");
  }

  @Test
  void signalSettings_certificateThatIsNotThere_switchesTheSignalOff() {
    OtelSettings settings =
        new OtelSettings(
            Map.of("OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE", "/not/there.pem"), Map.of(), log);

    assertThat(SignalSettings.resolve(settings, Signal.LOGS, log)).isNull();
    assertThat(SignalSettings.resolve(settings, Signal.METRICS, log)).isNotNull();
    assertThat(lines).containsExactly("no logs are sent: cannot read /not/there.pem");
  }

  private URI resolve(String name, String endpoint, String protocol, Signal signal) {
    OtelSettings settings =
        new OtelSettings(
            Map.of(name, endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL", protocol), Map.of(), log);
    return OtlpEndpoint.resolve(settings, signal, log);
  }
}
