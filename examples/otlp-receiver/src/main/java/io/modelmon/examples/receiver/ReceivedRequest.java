package io.modelmon.examples.receiver;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request as it arrived.
 *
 * @param path the URL path, such as {@code /v1/metrics}
 * @param headers header values by lower-case name
 * @param body the bytes as they came over the wire; gzip when the headers say so
 * @param status the HTTP status it was answered with, 0 when it was left without an answer
 * @param arrivedNanos {@link System#nanoTime()} at arrival
 */
@SuppressWarnings("ArrayRecordComponent") // Two requests are never compared by content.
public record ReceivedRequest(
    String path, Map<String, List<String>> headers, byte[] body, int status, long arrivedNanos) {

  /** Returns the first value of a header, "" when absent; the name's case does not matter. */
  public String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  ReceivedRequest answered(int answeredStatus) {
    return new ReceivedRequest(path, headers, body, answeredStatus, arrivedNanos);
  }
}
