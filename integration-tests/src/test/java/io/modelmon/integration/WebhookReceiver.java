package io.modelmon.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A webhook on a port of this machine, which may open later than its address is known. */
final class WebhookReceiver implements AutoCloseable {

  private static final Pattern ALERT =
      Pattern.compile("\"status\":\"([a-z]+)\",\"model\":\"([^\"]*)\".*?\"rule\":\"([^\"]*)\"");

  /** What came: the body and the signature. */
  record Request(String body, String signature) {}

  private final int port;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  /** Chooses a port on which nobody listens. */
  WebhookReceiver() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + port + "/hook";
  }

  void open() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/hook", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String signature = exchange.getRequestHeaders().getFirst("Modelmon-Signature");
    requests.add(new Request(body, signature == null ? "" : signature));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  List<Request> requests() {
    return requests;
  }

  /** Returns what came about a rule, such as {@code firing}, in order. */
  List<String> statesOf(String rule) {
    return requests.stream()
        .flatMap(request -> ALERT.matcher(request.body()).results())
        .filter(alert -> alert.group(3).equals(rule))
        .map(alert -> alert.group(1))
        .toList();
  }

  /** Returns the first request that speaks of a rule. */
  Request firstOf(String rule) {
    for (Request request : requests) {
      Matcher matcher = ALERT.matcher(request.body());
      while (matcher.find()) {
        if (matcher.group(3).equals(rule)) {
          return request;
        }
      }
    }
    throw new AssertionError("nothing came about " + rule);
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
