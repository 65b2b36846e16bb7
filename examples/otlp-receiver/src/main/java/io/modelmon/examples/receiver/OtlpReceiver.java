package io.modelmon.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An OTLP/HTTP endpoint (binary protobuf, plain or gzip) on the loopback address that keeps what it
 * is sent and answers questions about it.
 *
 * <p>Metrics, logs and traces arrive at {@value #METRICS}, {@value #LOGS} and {@value #TRACES};
 * only accepted requests (answered 2xx) become telemetry, all are kept as raw requests. Points are
 * searched by metric name and by a subset of their attributes, whose values are compared as text
 * ({@code "true"} finds the Boolean).
 *
 * <p><b>Threads:</b> safe for many; its own threads are daemons.
 */
public final class OtlpReceiver implements AutoCloseable {

  /** Where metrics arrive. */
  public static final String METRICS = "/v1/metrics";

  /** Where log records arrive. */
  public static final String LOGS = "/v1/logs";

  /** Where spans arrive. */
  public static final String TRACES = "/v1/traces";

  private static final long REQUEST_LOG_BYTES = 64L << 20;

  private final HttpServer server;
  private final ExecutorService threads;
  private final TelemetryStore store = new TelemetryStore();
  private final RequestLog requests = new RequestLog(REQUEST_LOG_BYTES);
  private final Faults faults = new Faults();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "otlp-receiver-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a receiver on the loopback address.
   *
   * @param port a free TCP port, or 0 to let the system choose
   * @throws UncheckedIOException when the port cannot be bound
   */
  public static OtlpReceiver start(int port) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      OtlpReceiver receiver = new OtlpReceiver(HttpServer.create(address, 0));
      receiver.server.setExecutor(receiver.threads);
      for (String path : List.of(METRICS, LOGS, TRACES)) {
        receiver.handle(path, exchange -> receiver.receive(path, exchange));
      }
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  /** Adds another page to the server, for instance a summary. */
  void handle(String path, Consumer<HttpExchange> page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            page.accept(exchange);
          }
        });
  }

  /** Returns the TCP port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the value for {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String endpoint() {
    return "http://127.0.0.1:" + port();
  }

  /** Returns the newest point of every series of a metric, in order of first arrival. */
  public List<Series> series(String metric) {
    return store.series(metric);
  }

  /** Returns the newest point of every series of a metric that has the given attributes. */
  public List<Series> series(String metric, Map<String, String> attributeSubset) {
    return series(metric).stream().filter(point -> point.matches(attributeSubset)).toList();
  }

  /** Returns the newest point of every series of all metrics, in order of first arrival. */
  public List<Series> series() {
    return store.all();
  }

  /**
   * Returns the newest value among the series of a metric that have the given attributes; of a
   * histogram, its count.
   */
  public OptionalDouble latest(String metric, Map<String, String> attributeSubset) {
    return series(metric, attributeSubset).stream()
        .reduce((held, next) -> next.timeUnixNano() >= held.timeUnixNano() ? next : held)
        .map(point -> OptionalDouble.of(point.value()))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Returns the sum of the newest values of the series of a metric that have the given attributes;
   * of histograms, of their counts. Nothing found gives 0.
   */
  public long sum(String metric, Map<String, String> attributeSubset) {
    return Math.round(series(metric, attributeSubset).stream().mapToDouble(Series::value).sum());
  }

  /** Returns all log records and span events, in order of arrival. */
  public List<Event> events() {
    return store.events();
  }

  /** Returns all log records and span events of one name, in order of arrival. */
  public List<Event> events(String name) {
    return events().stream().filter(event -> event.name().equals(name)).toList();
  }

  /** Returns all spans, in order of arrival. */
  public List<Span> spans() {
    return store.spans();
  }

  /** Returns the newest requests (up to 64 MiB of bodies), whatever they were answered. */
  public List<ReceivedRequest> requests() {
    return requests.all();
  }

  /** Returns the newest requests to one path. */
  public List<ReceivedRequest> requests(String path) {
    return requests().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Forgets everything received. */
  public void clear() {
    store.clear();
    requests.clear();
  }

  /**
   * Answers every request with this status from now on; one outside 2xx is not accepted.
   *
   * @param status an HTTP status
   * @param headers headers of the answer, for instance {@code Retry-After}
   */
  public void respondWith(int status, Map<String, String> headers) {
    faults.force(new Faults.Answer(status, headers));
  }

  /** Ends {@link #respondWith}. */
  public void respondNormally() {
    faults.force(null);
  }

  /** Leaves every request that arrives from now on without an answer. */
  public void pause() {
    faults.pause();
  }

  /** Ends {@link #pause}; requests that were held are closed unanswered and are not accepted. */
  public void resume() {
    faults.resume();
  }

  /** Returns how many requests are being held without an answer. */
  public int held() {
    return faults.waiting();
  }

  /** Stops listening and closes open connections; what was received stays readable. */
  @Override
  public void close() {
    faults.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(String path, HttpExchange exchange) {
    try {
      ReceivedRequest request = OtlpExchange.read(path, exchange);
      if (faults.heldBack(() -> requests.add(request))) {
        return;
      }
      Faults.Answer forced = faults.forced();
      int status = forced == null ? 200 : forced.status();
      if (status / 100 == 2 && !accepted(request, exchange.getRequestMethod())) {
        status = 400;
      }
      // Before the answer, so that a client that has its answer finds its request here.
      requests.add(request.answered(status));
      OtlpExchange.send(exchange, status, forced == null ? Map.of() : forced.headers());
    } catch (IOException e) {
      // The client has gone: nobody is left to answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepted(ReceivedRequest request, String method) {
    if (!method.equals("POST") || !request.header("content-type").equals(OtlpExchange.PROTOBUF)) {
      return false;
    }
    try {
      store.accept(request.path(), OtlpExchange.decompress(request));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
