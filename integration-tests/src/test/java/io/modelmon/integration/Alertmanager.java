package io.modelmon.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real Alertmanager, where one is installed: Debian's package prometheus-alertmanager. */
final class Alertmanager implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/prometheus-alertmanager"),
          Path.of("/usr/bin/alertmanager"),
          Path.of("/usr/local/bin/alertmanager"));

  private static final String CONFIGURATION =
      "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n";

  private final int port;
  private final Process process;

  private Alertmanager(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts one, if it is installed. */
  static Optional<Alertmanager> start(Path folder) {
    Optional<Path> binary = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (binary.isEmpty()) {
      return Optional.empty();
    }
    try {
      int port = freePort();
      Path file = Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION);
      Process process =
          new ProcessBuilder(
                  binary.get().toString(),
                  "--config.file=" + file,
                  "--storage.path=" + folder.resolve("alertmanager"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--cluster.listen-address=")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("alertmanager.log").toFile())
              .start();
      return Optional.of(new Alertmanager(port, process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns whether it knows an active alert of a rule; false while it cannot be asked. */
  boolean knows(String rule) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(address() + "/api/v2/alerts?active=true").toURL().openConnection();
      try (InputStream in = connection.getInputStream()) {
        String alerts = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return alerts.contains("\"alertname\":\"" + rule + "\"");
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
