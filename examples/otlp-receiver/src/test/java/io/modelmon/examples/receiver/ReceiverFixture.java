package io.modelmon.examples.receiver;

import com.google.protobuf.Message;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A receiver and a monitored model "credit", version "1", that sends to it. */
final class ReceiverFixture implements AutoCloseable {

  final OtlpReceiver receiver = OtlpReceiver.start(0);
  private final HttpClient client = HttpClient.newHttpClient();

  void metrics(Metric... metrics) throws IOException, InterruptedException {
    send(OtlpReceiver.METRICS, Messages.metrics("a", metrics));
  }

  void send(String path, Message message) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.toByteArray()))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("status " + status);
    }
  }

  /** Sends ten calls, one of which threw, and two windows. */
  void calls() throws IOException, InterruptedException {
    metrics(
        Messages.histogram(
            "modelmon.predict.duration", List.of(0.001, 0.002), List.of(8L, 1L, 0L), model()),
        Messages.histogram(
            "modelmon.predict.duration",
            List.of(0.001, 0.002),
            List.of(0L, 1L, 0L),
            model("error.type", "java.lang.IllegalStateException")),
        Messages.counter("modelmon.predictions", 10, 5, model()),
        Messages.counter("modelmon.windows", 2, 5, model("modelmon.verdict", "stable")));
  }

  /** Sends calls none of which threw, and two windows. */
  void quietCalls(long calls) throws IOException, InterruptedException {
    metrics(
        Messages.histogram(
            "modelmon.predict.duration", List.of(0.001), List.of(calls, 0L), model()),
        Messages.counter("modelmon.predictions", calls, 5, model()),
        Messages.counter("modelmon.windows", 2, 5, model("modelmon.verdict", "stable")));
  }

  /** Sends the newest verdict about a number. */
  void verdict(String feature, boolean drifted) throws IOException, InterruptedException {
    Map<String, Object> ks =
        model("modelmon.feature.name", feature, "modelmon.drift.measure", "ks");
    metrics(
        Messages.gauge("modelmon.drift.statistic", 0.5, 5, ks),
        Messages.gauge("modelmon.drift.p_value", 1e-9, 5, ks),
        Messages.gauge("modelmon.drift.noise", 0.1, 5, ks),
        Messages.gauge(
            "modelmon.drift.detected",
            drifted ? 1 : 0,
            5,
            model("modelmon.feature.name", feature)));
  }

  /** Sends how many labels have been joined. */
  void labels(long joined) throws IOException, InterruptedException {
    Map<String, Object> attributes = model("modelmon.outcome", "joined");
    attributes.remove("modelmon.model.version");
    metrics(Messages.counter("modelmon.labels", joined, 5, attributes));
  }

  /** Sends the accuracy of a window. */
  void performance(boolean estimated, int window, double accuracy)
      throws IOException, InterruptedException {
    Map<String, Object> ofWindow = model("modelmon.estimated", estimated);
    Map<String, Object> figure =
        model("modelmon.estimated", estimated, "modelmon.metric", "accuracy");
    metrics(
        Messages.gauge("modelmon.performance", accuracy, 5, figure),
        Messages.gauge("modelmon.performance.lower", accuracy - 0.05, 5, figure),
        Messages.gauge("modelmon.performance.upper", accuracy + 0.05, 5, figure),
        Messages.gauge("modelmon.performance.n", 400, 5, figure),
        Messages.gauge("modelmon.performance.window", window, 5, ofWindow));
  }

  /** Sends a drift event in both forms. */
  void event(String feature) throws IOException, InterruptedException {
    Map<String, Object> attributes = model("modelmon.feature.name", feature);
    send(OtlpReceiver.LOGS, Messages.log("modelmon.drift.detected", attributes));
    send(OtlpReceiver.TRACES, Messages.span("modelmon.drift.detected", attributes));
  }

  static Map<String, Object> model(Object... more) {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("modelmon.model.name", "credit");
    attributes.put("modelmon.model.version", "1");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i].toString(), more[i + 1]);
    }
    return attributes;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
