package io.modelmon.export.otel;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** An OTLP receiver on a free loopback port that decodes what it accepts. */
final class OtlpReceiver implements AutoCloseable {

  /** What arrived: the path, the headers and the decompressed body. */
  @SuppressWarnings("ArrayRecordComponent") // test data
  record Arrival(String path, Map<String, List<String>> headers, byte[] body) {}

  /** How to answer a request instead of accepting it. */
  record Refusal(String path, int status, Map<String, String> headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  final List<Arrival> attempts = new CopyOnWriteArrayList<>();
  final List<Arrival> accepted = new CopyOnWriteArrayList<>();

  OtlpReceiver() {
    this(0);
  }

  OtlpReceiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String endpoint() {
    return "http://127.0.0.1:" + port();
  }

  /** Answers the next request to a path with this status. */
  void refuse(String path, int status, Map<String, String> headers) {
    refusals.add(new Refusal(path, status, headers));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream raw = exchange.getRequestBody();
      byte[] body = gzip ? new GZIPInputStream(raw).readAllBytes() : raw.readAllBytes();
      Arrival arrival = new Arrival(path, new TreeMap<>(exchange.getRequestHeaders()), body);
      attempts.add(arrival);
      Refusal refusal = takeRefusal(path);
      if (refusal == null) {
        accepted.add(arrival);
        exchange.sendResponseHeaders(200, -1);
      } else {
        refusal.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(refusal.status(), -1);
      }
    }
  }

  private synchronized Refusal takeRefusal(String path) {
    for (Refusal refusal : refusals) {
      if (path.equals(refusal.path())) {
        refusals.remove(refusal);
        return refusal;
      }
    }
    return null;
  }

  /** Returns the number of requests to a path, refused ones included. */
  long attempts(String path) {
    return attempts.stream().filter(arrival -> arrival.path().equals(path)).count();
  }

  List<ExportMetricsServiceRequest> metricRequests() {
    return decode("/v1/metrics", ExportMetricsServiceRequest::parseFrom);
  }

  /** Returns the metrics of the newest message, by name. */
  Map<String, Metric> metrics() {
    List<ExportMetricsServiceRequest> requests = metricRequests();
    Map<String, Metric> metrics = new TreeMap<>();
    requests.get(requests.size() - 1).getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  List<LogRecord> logs() {
    return decode("/v1/logs", ExportLogsServiceRequest::parseFrom).stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  List<Span> spans() {
    return decode("/v1/traces", ExportTraceServiceRequest::parseFrom).stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private interface Parser<T> {
    T parse(byte[] body) throws InvalidProtocolBufferException;
  }

  private <T> List<T> decode(String path, Parser<T> parser) {
    List<T> decoded = new ArrayList<>();
    for (Arrival arrival : accepted) {
      if (arrival.path().equals(path)) {
        try {
          decoded.add(parser.parse(arrival.body()));
        } catch (InvalidProtocolBufferException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return decoded;
  }

  /** Returns attributes as plain Java values, sorted by key. */
  static Map<String, Object> plain(List<KeyValue> attributes) {
    Map<String, Object> plain = new TreeMap<>();
    for (KeyValue pair : attributes) {
      plain.put(pair.getKey(), value(pair.getValue()));
    }
    return plain;
  }

  private static Object value(AnyValue value) {
    Map<AnyValue.ValueCase, Function<AnyValue, Object>> readers =
        Map.of(
            AnyValue.ValueCase.STRING_VALUE, AnyValue::getStringValue,
            AnyValue.ValueCase.BOOL_VALUE, AnyValue::getBoolValue,
            AnyValue.ValueCase.INT_VALUE, AnyValue::getIntValue,
            AnyValue.ValueCase.DOUBLE_VALUE, AnyValue::getDoubleValue);
    return readers.get(value.getValueCase()).apply(value);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
