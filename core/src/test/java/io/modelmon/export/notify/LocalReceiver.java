package io.modelmon.export.notify;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on this machine that answers as a test wants. */
final class LocalReceiver implements AutoCloseable {

  /** What is answered. */
  interface Answer {
    /** Answers; the body has been read. */
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /**
   * One request.
   *
   * @param path path and query
   */
  record Request(String path, Headers headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Answer answer = status(200);

  LocalReceiver() throws IOException {
    this(InetAddress.getLoopbackAddress());
  }

  /** A server at an address of this machine. */
  LocalReceiver(InetAddress address) throws IOException {
    this(address, 0);
  }

  /** A server at a certain port. */
  LocalReceiver(InetAddress address, int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirect(int status, String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  LocalReceiver answering(Answer wanted) {
    answer = wanted;
    return this;
  }

  List<Request> requests() {
    return requests;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private String host() {
    return server.getAddress().getAddress().getHostAddress();
  }

  URI endpoint() {
    return URI.create("http://" + host() + ":" + port() + "/hook?token=secret");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
    try {
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
