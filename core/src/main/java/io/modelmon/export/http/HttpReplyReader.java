package io.modelmon.export.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of HTTP/1.1: status line, headers, and a body of known length. A body of unknown
 * length is not read: the connection is closed after each answer, and only the status decides.
 *
 * <p><b>Cost:</b> at most {@value #MAX_BYTES} bytes for head and body each. <b>Threads:</b>
 * confined to the caller.
 */
public final class HttpReplyReader {

  /** The greatest size of a head, and the greatest part of a body that is read. */
  public static final int MAX_BYTES = 64 * 1024;

  private final InputStream input;
  private int headBytes;

  /** Creates a reader at the beginning of an answer. */
  public HttpReplyReader(InputStream input) {
    this.input = input;
  }

  /**
   * Reads one answer; interim ones (1xx) are skipped.
   *
   * @throws IOException when the connection ends early or speaks something else
   */
  public HttpReply read() throws IOException {
    while (true) {
      String statusLine = line();
      int status = status(statusLine);
      Map<String, String> headers = headers();
      if (status < 100 || status >= 200) {
        int reasonStart = statusLine.indexOf(' ', statusLine.indexOf(' ') + 1);
        String reason = reasonStart < 0 ? "" : statusLine.substring(reasonStart + 1);
        return new HttpReply(
            status,
            reason,
            headers.get("retry-after"),
            headers.get("location"),
            body(headers.get("content-length")));
      }
    }
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length >= 2 && parts[0].startsWith("HTTP/1.") && parts[1].length() == 3) {
      try {
        return Integer.parseInt(parts[1]);
      } catch (NumberFormatException e) {
        throw new IOException("the answer is not HTTP", e);
      }
    }
    throw new IOException("the answer is not HTTP");
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      }
    }
    return headers;
  }

  private byte[] body(@Nullable String length) {
    if (length == null) {
      return new byte[0];
    }
    try {
      long declared = Long.parseLong(length);
      return input.readNBytes((int) Math.max(0, Math.min(declared, MAX_BYTES)));
    } catch (NumberFormatException | IOException e) {
      // The status is known; the body is only for the reader of a log.
      return new byte[0];
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = input.read();
      if (b < 0) {
        throw new EOFException("the receiver closed the connection without an answer");
      }
      if (++headBytes > MAX_BYTES) {
        throw new IOException("the answer's head exceeds " + MAX_BYTES + " bytes");
      }
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
  }
}
