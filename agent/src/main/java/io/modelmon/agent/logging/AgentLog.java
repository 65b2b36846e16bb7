package io.modelmon.agent.logging;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lines on standard error, at most one a minute for each cause.
 *
 * <p><b>Threads:</b> safe. Standard error may be the application's own stream with locks of its
 * own, so a thread that runs application code, or defines a class for it, leaves its lines {@link
 * #later} to a thread of the agent.
 */
public final class AgentLog {

  private static final String PREFIX = "[modelmon] ";
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_CAUSES = 256;
  private static final int MAX_LENGTH = 4000;
  private static final int MAX_WAITING = 256;

  private static final Map<String, Long> LAST_NANOS = new HashMap<>();
  private static final AtomicLong FAILURES = new AtomicLong();
  private static final Queue<String> WAITING = new ArrayBlockingQueue<>(MAX_WAITING);
  private static final boolean DEBUG = Boolean.getBoolean("modelmon.debug");

  private AgentLog() {}

  /** Writes a line, unless the same line was written less than a minute ago. */
  public static void line(String message) {
    line(message, message);
  }

  /** Leaves a line to the next {@link #flush}; lost when too many wait already. */
  public static void later(String message) {
    boolean ignored = WAITING.offer(message);
  }

  /** Writes the lines that wait. Cheap when there are none; for the agent's own threads. */
  public static void flush() {
    for (String message = WAITING.poll(); message != null; message = WAITING.poll()) {
      line(message);
    }
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

  /** Returns how many failures there were, those of which nothing was written included. */
  public static long failures() {
    return FAILURES.get();
  }

  /**
   * Counts a failure, writes a line and, with {@code -Dmodelmon.debug=true}, the stack of its
   * cause.
   */
  public static void failure(String message, Throwable failure) {
    FAILURES.incrementAndGet();
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

  /** Returns whether {@code -Dmodelmon.debug=true} is set. */
  public static boolean isDebug() {
    return DEBUG;
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
