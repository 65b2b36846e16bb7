package io.modelmon.agent.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
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
 * #later} to a thread of the agent, and the thread for whose end the JVM waits leaves them to a
 * daemon, see {@link #ending}.
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

  /** What writes for the thread that is the last one, or null before. */
  private static volatile @Nullable LastLines lastLines;

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
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      write(stack.toString().stripTrailing());
    }
  }

  /** Writes a line only with {@code -Dmodelmon.debug=true}. */
  public static void debug(String message, @Nullable Throwable failure) {
    if (DEBUG) {
      print(failure == null ? message : message + ": " + failure);
    }
  }

  /**
   * Has what this thread says from now on written by a daemon. The JVM waits for its shutdown hooks
   * without a limit, and whoever ends the process may hold the stream's lock for ever, or nobody
   * may read what is written.
   */
  public static void ending() {
    lastLines = new LastLines();
  }

  /** Waits until what was said since {@link #ending} is written, at most so long. */
  public static void ended(long timeoutMillis) throws InterruptedException {
    LastLines last = lastLines;
    lastLines = null;
    if (last != null) {
      last.await(timeoutMillis);
    }
  }

  /** Returns whether {@code -Dmodelmon.debug=true} is set. */
  public static boolean isDebug() {
    return DEBUG;
  }

  private static void print(String message) {
    StringBuilder line = new StringBuilder(PREFIX);
    int end = Math.min(message.length(), MAX_LENGTH);
    for (int i = 0; i < end; i++) {
      char c = message.charAt(i);
      // A value that reached a message must not start a line of its own or drive a terminal.
      boolean printable = c >= ' ' && c != 0x7f && !Character.isSurrogate(c);
      line.append(c == '\n' || printable ? c : '?');
    }
    write(line.toString());
  }

  private static void write(String text) {
    LastLines last = lastLines;
    if (last != null && last.isOf(Thread.currentThread())) {
      last.write(text);
    } else {
      System.err.println(text);
    }
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
