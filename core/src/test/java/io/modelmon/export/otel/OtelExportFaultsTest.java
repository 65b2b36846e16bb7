package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.ModelEvent.Kind;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class OtelExportFaultsTest {

  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void flush_receiverBusyOnce_isRepeated(int status) {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      receiver.refuse("/v1/metrics", status, Map.of());
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      OtelExport export = setup.start();

      assertThat(export.close(ENOUGH)).isTrue();

      assertThat(receiver.attempts("/v1/metrics")).isEqualTo(2);
      assertThat(receiver.metricRequests()).hasSize(1);
      assertThat(setup.log).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 413, 500, 501})
  void flush_refused_isNotRepeatedAndCounted(int status) {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      receiver.refuse("/v1/metrics", status, Map.of("Location", receiver.endpoint() + "/other"));
      receiver.refuse("/v1/logs", status, Map.of());
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.evaluations.add(Fixtures.evaluation(Fixtures.event(Kind.DRIFT_DETECTED, "age")));
      OtelExport export = setup.start();

      assertThat(export.flush(ENOUGH)).isFalse();

      assertThat(receiver.attempts("/v1/metrics")).isEqualTo(1);
      assertThat(receiver.attempts("/v1/logs")).isEqualTo(1);
      assertThat(receiver.attempts("/other")).isZero();
      assertThat(export.status())
          .containsExactly(
              new ExportStatus("metrics", 0, 1, 0, 0),
              new ExportStatus("logs", 0, 1, 0, 1),
              new ExportStatus("traces", 1, 0, 0, 0));
      String address = receiver.endpoint().substring("http://".length());
      assertThat(setup.log)
          .containsExactlyInAnyOrder(
              "sending metrics over OTLP to " + address + " failed: HTTP status " + status,
              "sending logs over OTLP to " + address + " failed: HTTP status " + status);
      export.close(ENOUGH);
    }
  }

  @Test
  void flush_sameFailureAgain_isLoggedOnce() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      OtelExport export = setup.start();

      for (int i = 0; i < 3; i++) {
        receiver.refuse("/v1/metrics", 400, Map.of());
        assertThat(export.flush(ENOUGH)).isFalse();
      }

      assertThat(setup.log).hasSize(1);
      assertThat(export.status().get(0)).isEqualTo(new ExportStatus("metrics", 0, 3, 0, 0));
      export.close(ENOUGH);
    }
  }

  @Test
  void flush_retryAfter_isHonoured() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      receiver.refuse("/v1/metrics", 503, Map.of("Retry-After", "1"));
      OtelExport export = new Fixtures.Setup().to(receiver).start();

      long start = System.nanoTime();
      assertThat(export.close(ENOUGH)).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(receiver.attempts("/v1/metrics")).isEqualTo(2);
    }
  }

  @Test
  void flush_retryAfterBeyondTheDeadline_leavesTheReceiverAlone() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      receiver.refuse("/v1/metrics", 429, Map.of("Retry-After", "3600"));
      OtelExport export = new Fixtures.Setup().to(receiver).start();

      assertThat(export.flush(ENOUGH)).isFalse();
      assertThat(export.flush(ENOUGH)).isFalse();

      assertThat(receiver.attempts("/v1/metrics")).isEqualTo(1);
      export.close(ENOUGH);
    }
  }

  @Test
  void flush_afterAnOutage_bringsTotalsAndEventsOnce() throws IOException {
    int port = freePort();
    Fixtures.Setup setup =
        new Fixtures.Setup()
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port)
            .with("OTEL_EXPORTER_OTLP_TIMEOUT", "5000");
    setup.evaluations.add(Fixtures.evaluation(Fixtures.event(Kind.DRIFT_DETECTED, "age")));
    OtelExport export = setup.start();
    assertThat(export.flush(ENOUGH)).isFalse();
    setup.evaluations.add(Fixtures.evaluation(Fixtures.event(Kind.DRIFT_RESOLVED, "age")));
    assertThat(export.flush(ENOUGH)).isFalse();

    try (OtlpReceiver receiver = new OtlpReceiver(port)) {
      // The first flush sends the batch that failed, then what waited behind it.
      assertThat(export.close(ENOUGH)).isTrue();

      assertThat(receiver.logs())
          .extracting(LogRecord::getEventName)
          .containsExactly("modelmon.drift.detected", "modelmon.drift.resolved");
      assertThat(receiver.spans()).hasSize(2);
      assertThat(
              receiver.metrics().get("modelmon.predictions").getSum().getDataPoints(0).getAsInt())
          .isEqualTo(95);
    }
  }

  @Test
  void offer_tooManyEventsDuringAnOutage_areDroppedAndCounted() throws IOException {
    int port = freePort();
    Fixtures.Setup setup =
        new Fixtures.Setup()
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port)
            .with("OTEL_EXPORTER_OTLP_TIMEOUT", "5000")
            .with("OTEL_BLRP_MAX_QUEUE_SIZE", "10")
            .with("OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "4");
    for (int i = 0; i < 25; i++) {
      setup.evaluations.add(Fixtures.evaluation(Fixtures.event(Kind.DRIFT_DETECTED, "f" + i)));
    }
    OtelExport export = setup.start();
    assertThat(export.flush(ENOUGH)).isFalse();

    try (OtlpReceiver receiver = new OtlpReceiver(port)) {
      assertThat(export.flush(ENOUGH)).isTrue();
      assertThat(export.close(ENOUGH)).isTrue();

      assertThat(receiver.logs()).hasSize(10);
      assertThat(receiver.spans()).hasSize(25);
      assertThat(
              receiver.metrics().get("modelmon.agent.events.dropped").getSum().getDataPointsList())
          .filteredOn(point -> point.getAsInt() > 0)
          .singleElement()
          .satisfies(
              point -> {
                assertThat(OtlpReceiver.plain(point.getAttributesList()))
                    .containsOnly(
                        Map.entry("modelmon.signal", "log"),
                        Map.entry("modelmon.reason", "export_queue"));
                assertThat(point.getAsInt()).isEqualTo(15);
              });
    }
  }

  @Test
  void flush_receiverNeverAnswers_isBounded() throws IOException {
    // The operating system accepts the connection; nobody reads from it.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Fixtures.Setup setup =
          new Fixtures.Setup()
              .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort());
      OtelExport export = setup.start();

      long start = System.nanoTime();
      assertThat(export.flush(Duration.ofMillis(300))).isFalse();
      assertThat(export.close(Duration.ofMillis(300))).isFalse();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void flush_receiverNeverAnswers_requestEndsAtItsDeadline() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Fixtures.Setup setup =
          new Fixtures.Setup()
              .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
              .with("OTEL_EXPORTER_OTLP_TIMEOUT", "200");
      OtelExport export = setup.start();

      assertThat(export.flush(ENOUGH)).isFalse();

      assertThat(export.status().get(0)).isEqualTo(new ExportStatus("metrics", 0, 1, 0, 0));
      assertThat(setup.log)
          .containsExactly(
              "sending metrics over OTLP to 127.0.0.1:"
                  + silent.getLocalPort()
                  + " failed: SocketTimeoutException: no answer in time");
      export.close(ENOUGH);
    }
  }

  @Test
  void close_endsAllThreadsAndLeavesTheGlobalAlone() throws InterruptedException {
    Set<Thread> others = ourThreads();
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      OtelExport export = new Fixtures.Setup().to(receiver).start();
      assertThat(export.flush(ENOUGH)).isTrue();
      Set<Thread> ours = ourThreads();
      ours.removeAll(others); // of other tests, which answer for them
      assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);

      export.close(ENOUGH);

      for (Thread thread : ours) {
        thread.join(ENOUGH.toMillis());
        assertThat(thread.isAlive()).isFalse();
      }
      assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }
  }

  @Test
  void flush_afterClose_returnsAtOnce() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      OtelExport export = new Fixtures.Setup().to(receiver).start();
      export.close(ENOUGH);

      assertThat(export.flush(ENOUGH)).isFalse();
      assertThat(export.close(ENOUGH)).isFalse();
    }
  }

  @Test
  void flush_snapshotThatThrows_isSaidAndSurvived() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      OtelExport export = setup.start();
      setup.snapshot = null;

      export.flush(ENOUGH);
      setup.snapshot = Fixtures.snapshot(Fixtures.model(false));
      assertThat(export.close(ENOUGH)).isTrue();

      assertThat(receiver.metrics()).containsKey("modelmon.predictions");
      assertThat(setup.log).singleElement().asString().startsWith("a snapshot could not be");
    }
  }

  private static Set<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("modelmon-"))
        .collect(Collectors.toSet());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
