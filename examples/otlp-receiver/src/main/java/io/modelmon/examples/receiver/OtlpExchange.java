package io.modelmon.examples.receiver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The HTTP side of OTLP. */
final class OtlpExchange {

  static final String PROTOBUF = "application/x-protobuf";

  private OtlpExchange() {}

  /** Reads a request, not yet answered. */
  static ReceivedRequest read(String path, HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    try (InputStream in = exchange.getRequestBody()) {
      Map<String, List<String>> headers = lowerCase(exchange.getRequestHeaders());
      return new ReceivedRequest(path, headers, in.readAllBytes(), 0, arrived);
    }
  }

  private static Map<String, List<String>> lowerCase(Headers headers) {
    Map<String, List<String>> copy = new TreeMap<>();
    headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return copy;
  }

  /** Returns the message, unpacked when the headers say gzip. */
  static byte[] decompress(ReceivedRequest request) throws IOException {
    if (!request.header("content-encoding").equalsIgnoreCase("gzip")) {
      return request.body();
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      return unpacked.readAllBytes();
    }
  }

  /** Answers with an empty protobuf message: full success for 2xx, an empty Status otherwise. */
  static void send(HttpExchange exchange, int status, Map<String, String> headers)
      throws IOException {
    Headers answer = exchange.getResponseHeaders();
    answer.set("Content-Type", PROTOBUF);
    headers.forEach(answer::set);
    exchange.sendResponseHeaders(status, -1);
  }
}
