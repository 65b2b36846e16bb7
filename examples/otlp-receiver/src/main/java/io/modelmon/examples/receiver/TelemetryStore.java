package io.modelmon.examples.receiver;

import com.google.protobuf.InvalidProtocolBufferException;
import io.modelmon.examples.receiver.Series.Kind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has been accepted so far: the newest point of every series, and all events and spans.
 *
 * <p>A series is told apart by metric, scope, resource and attributes, so two processes with
 * different resources never mix. Points older than the one held are ignored.
 *
 * <p><b>Threads:</b> safe for many.
 */
final class TelemetryStore {

  private final Map<Key, Series> series = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();

  /** Decodes and keeps a request body; a path that is not OTLP is refused. */
  synchronized void accept(String path, byte[] body) throws InvalidProtocolBufferException {
    switch (path) {
      case OtlpReceiver.METRICS ->
          MetricDecoder.decode(ExportMetricsServiceRequest.parseFrom(body)).forEach(this::keep);
      case OtlpReceiver.LOGS ->
          events.addAll(EventDecoder.decode(ExportLogsServiceRequest.parseFrom(body)));
      case OtlpReceiver.TRACES -> {
        List<Span> decoded = EventDecoder.decode(ExportTraceServiceRequest.parseFrom(body));
        spans.addAll(decoded);
        decoded.forEach(span -> events.addAll(span.events()));
      }
      default -> throw new IllegalArgumentException("not an OTLP path: " + path);
    }
  }

  private void keep(Series point) {
    series.merge(
        Key.of(point),
        point,
        (held, arrived) -> arrived.timeUnixNano() >= held.timeUnixNano() ? arrived : held);
  }

  synchronized List<Series> all() {
    return List.copyOf(series.values());
  }

  synchronized List<Series> series(String metric) {
    return series.values().stream().filter(point -> point.name().equals(metric)).toList();
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  synchronized List<Span> spans() {
    return List.copyOf(spans);
  }

  synchronized void clear() {
    series.clear();
    events.clear();
    spans.clear();
  }

  private record Key(
      String name,
      Kind kind,
      String scope,
      Map<String, Object> resource,
      Map<String, Object> attributes) {

    static Key of(Series point) {
      Series.Metric metric = point.metric();
      return new Key(
          metric.name(), metric.kind(), metric.scope(), metric.resource(), point.attributes());
    }
  }
}
