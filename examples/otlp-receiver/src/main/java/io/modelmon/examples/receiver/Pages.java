package io.modelmon.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The pages the program adds to the receiver: {@code /summary} (JSON), {@code /report} (waits until
 * enough has arrived, answers 200 when all is as expected and 409 when not) and {@code /note}.
 */
final class Pages {

  static final String SUMMARY = "/summary";
  static final String REPORT = "/report";
  static final String NOTE = "/note";

  // Events travel apart from metrics: an unexpected one may arrive a little later.
  private static final long SETTLE_MILLIS = 2_000;
  private static final long POLL_MILLIS = 100;

  private final OtlpReceiver receiver;
  private final LiveDisplay display;

  private Pages(OtlpReceiver receiver, LiveDisplay display) {
    this.receiver = receiver;
    this.display = display;
  }

  static void add(OtlpReceiver receiver, LiveDisplay display) {
    Pages pages = new Pages(receiver, display);
    receiver.handle(
        SUMMARY, exchange -> send(exchange, 200, "application/json", Summary.json(receiver)));
    receiver.handle(REPORT, pages::report);
    receiver.handle(NOTE, pages::note);
  }

  private void note(HttpExchange exchange) {
    display.note(parameters(exchange).getOrDefault("text", ""));
    send(exchange, 200, "text/plain", "");
  }

  private void report(HttpExchange exchange) {
    Map<String, String> parameters = parameters(exchange);
    Expectation expected = Expectation.of(parameters);
    try {
      Report report =
          await(expected, Long.parseLong(parameters.getOrDefault("timeout_seconds", "0")));
      String text = String.join("\n", report.lines()) + "\n";
      send(exchange, report.asExpected() ? 200 : 409, "text/plain", text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Report await(Expectation expected, long timeoutSeconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    while (!Report.of(receiver, expected).asExpected() && System.nanoTime() < deadline) {
      if (Report.of(receiver, expected).complete()) {
        deadline =
            Math.min(deadline, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS));
      }
      Thread.sleep(POLL_MILLIS);
    }
    Thread.sleep(SETTLE_MILLIS);
    return Report.of(receiver, expected);
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static void send(HttpExchange exchange, int status, String type, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
