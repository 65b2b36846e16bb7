package io.modelmon.export.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One POST over a connection of its own.
 *
 * <p><b>Threads:</b> {@link #post} on one thread, {@link #abort} on any: closing the socket ends
 * every kind of waiting, a half-open connection's and a slow receiver's included.
 *
 * @implNote {@code HttpURLConnection} and {@code java.net.http} are not used: the first asks the
 *     platform's logger, which initialises {@code java.util.logging} when the application has
 *     configured it, and follows the application's global cookie handler, authenticator, proxy
 *     selector and stream handlers; the second may be missing from a run-time image.
 */
public final class HttpExchange {

  private final HttpTarget target;
  private @Nullable Socket current;
  private boolean aborted;

  /** Creates an exchange that has not begun. */
  public HttpExchange(HttpTarget target) {
    this.target = target;
  }

  /**
   * Sends a body and returns the answer.
   *
   * @param headers without Host, Content-Length and Connection, and without line breaks
   * @throws IOException when there is no answer
   */
  public HttpReply post(Map<String, List<String>> headers, byte[] body) throws IOException {
    try (Socket socket = target.connect(this::watch)) {
      IOException writeFailure = null;
      try {
        write(socket.getOutputStream(), headers, body);
      } catch (IOException e) {
        // A receiver that refuses a body may answer and close before having read all of it.
        writeFailure = e;
      }
      try {
        return new HttpReplyReader(new BufferedInputStream(socket.getInputStream())).read();
      } catch (IOException e) {
        throw writeFailure == null ? e : writeFailure;
      }
    }
  }

  /** Closes the connection, now or as soon as there is one. */
  public synchronized void abort() {
    aborted = true;
    close(current);
  }

  private synchronized void watch(Socket socket) {
    current = socket;
    if (aborted) {
      close(socket);
    }
  }

  private static void close(@Nullable Socket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // Closed is what it was meant to be.
      }
    }
  }

  private void write(OutputStream output, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(target.path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.hostHeader()).append("\r\n");
    headers.forEach(
        (name, values) ->
            values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
    head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append("Connection: close\r\n\r\n");
    output.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    output.write(body);
    output.flush();
  }
}
