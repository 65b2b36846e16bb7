package io.modelmon.agent.logging;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines on standard error, at most one a minute for each cause.
 *
 * <p><b>Threads:</b> safe; takes a lock, so it is never called from a woven method.
 */
public final class AgentLog {

  private static final String PREFIX = "[modelmon] ";
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_CAUSES = 256;
  private static final int MAX_LENGTH = 4000;

  private static final Map<String, Long> LAST_NANOS = new HashMap<>();
  private static final boolean DEBUG = Boolean.getBoolean("modelmon.debug");

  private AgentLog() {}

  /** Writes a line, unless the same line was written less than a minute ago. */
  public static void line(String message) {
    line(message, message);
  }

  /**
   * Writes a line, unless one for the same cause was written less than a minute ago.
   *
   * @param cause what the limit counts by, such as a host and an error type
   */
  public static void line(String cause, String message) {
    if (due(cause, System.nanoTime())) {
      print(message);
    }
  }

  /** Writes a line and, with {@code -Dmodelmon.debug=true}, the stack of its cause. */
  public static void failure(String message, Throwable failure) {
    line(message, message + ": " + failure);
    if (DEBUG) {
      failure.printStackTrace();
    }
  }

  /** Writes a line only with {@code -Dmodelmon.debug=true}. */
  public static void debug(String message, @Nullable Throwable failure) {
    if (DEBUG) {
      print(failure == null ? message : message + ": " + failure);
    }
  }

  private static void print(String message) {
    PrintStream err = System.err;
    StringBuilder line = new StringBuilder(PREFIX);
    int end = Math.min(message.length(), MAX_LENGTH);
    for (int i = 0; i < end; i++) {
      char c = message.charAt(i);
      // A value that reached a message must not start a line of its own or drive a terminal.
      boolean printable = c >= ' ' && c != 0x7f && !Character.isSurrogate(c);
      line.append(c == '\n' || printable ? c : '?');
    }
    err.println(line);
  }

  private static synchronized boolean due(String cause, long now) {
    Long last = LAST_NANOS.get(cause);
    if (last != null && now - last < PERIOD_NANOS) {
      return false;
    }
    if (LAST_NANOS.size() >= MAX_CAUSES) {
      LAST_NANOS.clear();
    }
    LAST_NANOS.put(cause, now);
    return true;
  }
}
