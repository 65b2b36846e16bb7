package io.modelmon.export.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that sending does not start the application's logging, which it may not have set up
 * yet. Needs a JVM of its own, with logging configured: without, the platform's loggers are lazy.
 */
class HttpExchangeLoggingTest {

  @TempDir Path folder;

  /** Sends one request; the only argument is the address. */
  public static void main(String[] arguments) throws IOException {
    HttpTarget target =
        new HttpTarget(URI.create(arguments[0]), null, List.of(), Duration.ofSeconds(10));
    HttpReply reply = new HttpExchange(target).post(Map.of(), new byte[] {1, 2, 3});
    if (reply.status() != 200) {
      throw new IllegalStateException("status " + reply.status());
    }
  }

  @Test
  void post_loggingConfigured_doesNotInitialiseIt() throws Exception {
    Path logging = Files.createFile(folder.resolve("logging.properties"));
    Path loaded = folder.resolve("loaded.txt");
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djava.util.logging.config.file=" + logging,
                  "-Xlog:class+load:file=" + loaded,
                  "-cp",
                  System.getProperty("java.class.path"),
                  HttpExchangeLoggingTest.class.getName(),
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics")
              .inheritIO()
              .start();

      assertThat(process.waitFor()).isZero();

      assertThat(requests).hasValue(1);
      assertThat(Files.readString(loaded))
          .contains("io.modelmon.export.http.HttpExchange")
          .doesNotContain("java.util.logging.LogManager");
    } finally {
      server.stop(0);
    }
  }
}
