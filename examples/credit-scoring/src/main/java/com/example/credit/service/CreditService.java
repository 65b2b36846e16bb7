package com.example.credit.service;

import com.example.credit.Options;
import com.example.credit.model.ModelRegistry;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The credit scoring service. */
public final class CreditService implements AutoCloseable {

  private static final String USAGE =
      """
      usage: java -jar credit-scoring.jar [--port N] [--models FOLDER]
        --port N          TCP port on the loopback address, 0 for a free one (8080)
        --models FOLDER   where training left the model (work)""";

  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private CreditService(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts the service on the loopback address.
   *
   * @param port a free TCP port, or 0 to let the system choose
   * @param models the folder with the model files
   */
  public static CreditService start(int port, Path models) throws IOException {
    ModelRegistry registry = new ModelRegistry(models);
    registry.model("credit");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    CreditService service = new CreditService(HttpServer.create(address, 0));
    service.server.createContext("/score", new ScoreHandler(registry));
    service.server.setExecutor(service.threads);
    service.server.start();
    return service;
  }

  /** Returns the address of the service. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Stops answering. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Runs the service until the process is stopped. */
  @SuppressWarnings("resource") // It lives as long as the process.
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args, USAGE, Map.of("port", "8080", "models", "work"));
    CreditService service = start(options.number("port"), Path.of(options.text("models")));
    System.out.println("credit scoring is listening on " + service.url());
  }
}
