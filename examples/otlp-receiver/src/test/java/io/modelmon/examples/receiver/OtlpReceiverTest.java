package io.modelmon.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.modelmon.examples.receiver.Event.Form;
import io.modelmon.examples.receiver.Series.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {

  private final OtlpReceiver receiver = OtlpReceiver.start(0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void metrics_sentTwice_latestValueOfEachSeriesCounts() throws Exception {
    send(
        OtlpReceiver.METRICS,
        Messages.metrics(
            "a",
            Messages.counter("rows", 3, 10, Map.of("model", "x")),
            Messages.counter("rows", 4, 10, Map.of("model", "y"))));
    send(
        OtlpReceiver.METRICS,
        Messages.metrics("a", Messages.counter("rows", 5, 20, Map.of("model", "x"))));

    assertThat(receiver.latest("rows", Map.of("model", "x"))).hasValue(5);
    assertThat(receiver.sum("rows", Map.of())).isEqualTo(9);
    assertThat(receiver.latest("rows", Map.of("model", "z"))).isEmpty();
    assertThat(receiver.sum("columns", Map.of())).isZero();
  }

  @Test
  void metrics_twoInstancesOfAService_areTwoSeries() throws Exception {
    send(OtlpReceiver.METRICS, Messages.metrics("a", Messages.counter("rows", 3, 10, Map.of())));
    send(OtlpReceiver.METRICS, Messages.metrics("b", Messages.counter("rows", 4, 10, Map.of())));

    assertThat(receiver.series("rows")).hasSize(2);
    assertThat(receiver.sum("rows", Map.of())).isEqualTo(7);
  }

  @Test
  void metrics_olderPointArrivesLate_isIgnored() throws Exception {
    send(OtlpReceiver.METRICS, Messages.metrics("a", Messages.counter("rows", 9, 20, Map.of())));
    send(OtlpReceiver.METRICS, Messages.metrics("a", Messages.counter("rows", 3, 10, Map.of())));

    assertThat(receiver.latest("rows", Map.of())).hasValue(9);
  }

  @Test
  void series_ofEachKind_isDecodedWhole() throws Exception {
    send(
        OtlpReceiver.METRICS,
        Messages.metrics(
            "a",
            Messages.counter("rows", 3, 10, Map.of("flag", true, "number", 2L)),
            Messages.gauge("share", 0.25, 11, Map.of()),
            Messages.histogram("duration", List.of(1.0, 2.0), List.of(2L, 1L, 1L), Map.of())));

    Series rows = receiver.series("rows").get(0);
    assertThat(rows.metric().kind()).isEqualTo(Kind.SUM);
    assertThat(rows.metric().monotonic()).isTrue();
    assertThat(rows.metric().cumulative()).isTrue();
    assertThat(rows.metric().unit()).isEqualTo("{prediction}");
    assertThat(rows.metric().scope()).isEqualTo("modelmon");
    assertThat(rows.metric().resource()).containsEntry("service.name", "credit");
    assertThat(rows.attributes()).containsEntry("flag", true).containsEntry("number", 2L);
    assertThat(rows.matches(Map.of("flag", "true", "number", "2"))).isTrue();
    assertThat(rows.matches(Map.of("flag", "false"))).isFalse();
    assertThat(rows.startTimeUnixNano()).isEqualTo(1);
    assertThat(rows.timeUnixNano()).isEqualTo(10);
    assertThat(receiver.series("share").get(0).metric().kind()).isEqualTo(Kind.GAUGE);
    assertThat(receiver.latest("share", Map.of())).hasValue(0.25);
    Series.Distribution duration = receiver.series("duration").get(0).histogram().orElseThrow();
    assertThat(duration.count()).isEqualTo(4);
    assertThat(duration.sum()).isEqualTo(1.5);
    assertThat(duration.bounds()).containsExactly(1.0, 2.0);
    assertThat(duration.bucketCounts()).containsExactly(2L, 1L, 1L);
  }

  @Test
  void quantile_insideABucket_isInterpolated() {
    Series.Distribution duration =
        new Series.Distribution(4, 0, List.of(1.0, 2.0), List.of(2L, 1L, 1L), Double.NaN, 4.0);

    assertThat(duration.quantile(0.25)).isEqualTo(0.5);
    assertThat(duration.quantile(0.75)).isEqualTo(2.0);
    assertThat(duration.quantile(1)).isEqualTo(4.0);
  }

  @Test
  void body_compressedWithGzip_isUnpacked() throws Exception {
    byte[] message = Messages.metrics("a", Messages.counter("rows", 3, 10, Map.of())).toByteArray();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(message);
    }

    HttpRequest request =
        request(OtlpReceiver.METRICS, packed.toByteArray())
            .header("Content-Encoding", "gzip")
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(receiver.sum("rows", Map.of())).isEqualTo(3);
  }

  @Test
  void events_inBothForms_areDecoded() throws Exception {
    send(OtlpReceiver.LOGS, Messages.log("drift", Map.of("feature", "age")));
    send(OtlpReceiver.TRACES, Messages.span("drift", Map.of("feature", "age")));

    assertThat(receiver.events()).extracting(Event::form).containsExactly(Form.LOG, Form.SPAN);
    assertThat(receiver.events("drift"))
        .allSatisfy(
            event -> {
              assertThat(event.attribute("feature")).isEqualTo("age");
              assertThat(event.traceId()).isEqualTo("0102030405060708090a0b0c0d0e0f10");
              assertThat(event.spanId()).isEqualTo("a1a2a3a4a5a6a7a8");
              assertThat(event.resource()).containsEntry("service.name", "credit");
            });
    assertThat(receiver.events().get(0).body()).isEqualTo("a body");
    assertThat(receiver.events().get(0).timeUnixNano()).isEqualTo(7);
    assertThat(receiver.events().get(1).timeUnixNano()).isEqualTo(6);
    assertThat(receiver.spans()).singleElement().extracting(Span::name).isEqualTo("evaluation");
  }

  @Test
  void respondWith_anError_refusesUntilNormalAgain() throws Exception {
    Message message = Messages.metrics("a", Messages.counter("rows", 3, 10, Map.of()));
    receiver.respondWith(503, Map.of("Retry-After", "2"));

    HttpResponse<byte[]> refused = send(OtlpReceiver.METRICS, message);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(receiver.series("rows")).isEmpty();
    receiver.respondNormally();
    assertThat(send(OtlpReceiver.METRICS, message).statusCode()).isEqualTo(200);
    assertThat(receiver.sum("rows", Map.of())).isEqualTo(3);
    assertThat(receiver.requests(OtlpReceiver.METRICS))
        .extracting(ReceivedRequest::status)
        .containsExactly(503, 200);
  }

  @Test
  void pause_holdsRequestsWithoutAnswer_resumeAcceptsNewOnes() throws Exception {
    byte[] message = Messages.metrics("a", Messages.counter("rows", 3, 10, Map.of())).toByteArray();
    receiver.pause();

    HttpRequest impatient =
        request(OtlpReceiver.METRICS, message).timeout(Duration.ofMillis(500)).build();
    assertThatThrownBy(() -> client.send(impatient, HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(receiver.held()).isEqualTo(1);
    receiver.resume();
    assertThat(receiver.series("rows")).isEmpty();
    HttpRequest patient = request(OtlpReceiver.METRICS, message).build();
    assertThat(client.send(patient, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    assertThat(receiver.requests()).extracting(ReceivedRequest::status).containsExactly(0, 200);
  }

  @Test
  void body_thatIsNotProtobuf_isRefused() throws Exception {
    HttpRequest request = request(OtlpReceiver.METRICS, new byte[] {1, 2, 3}).build();

    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();

    assertThat(status).isEqualTo(400);
    assertThat(receiver.series()).isEmpty();
    assertThat(receiver.requests())
        .singleElement()
        .extracting(ReceivedRequest::status)
        .isEqualTo(400);
  }

  @Test
  void start_portTaken_saysWhichPort() {
    assertThatThrownBy(() -> OtlpReceiver.start(receiver.port()))
        .hasMessageContaining("port " + receiver.port());
  }

  private HttpResponse<byte[]> send(String path, Message message)
      throws IOException, InterruptedException {
    return client.send(
        request(path, message.toByteArray()).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
        .header("Content-Type", "application/x-protobuf")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }
}
