package io.modelmon.monitor;

import io.modelmon.config.WindowConfig;
import java.time.Duration;

/**
 * The rules of when a window closes. A window opens with its first call; one that is full or old
 * but says nothing yet is extended, to 24 times its rows or its age at most.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class WindowClock {

  /** A window of fewer rows says nothing, unless the configuration asks for smaller windows. */
  static final long MIN_ROWS = 100;

  private static final int MAX_EXTENSION = 24;
  private static final long FOREVER = Long.MAX_VALUE / (2 * MAX_EXTENSION);

  /** What is to be done with a window. */
  enum Due {
    /** Go on. */
    OPEN,
    /** Close it, provided that it says something. */
    CLOSE_IF_SUFFICIENT,
    /** Close it in any case. */
    CLOSE
  }

  private final WindowConfig config;
  private final long minAgeNanos;
  private final long maxAgeNanos;
  private boolean open;
  private long startNanos;
  private long startEpochNanos;

  WindowClock(WindowConfig config) {
    this.config = config;
    Duration maxAge = config.maxAge();
    this.minAgeNanos = nanos(config.minAge());
    this.maxAgeNanos = maxAge == null ? FOREVER : nanos(maxAge);
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(FOREVER)) >= 0 ? FOREVER : duration.toNanos();
  }

  /** Starts a window now, unless one is open. */
  void open(Instants now) {
    if (!open) {
      open = true;
      startNanos = now.nanoTime();
      startEpochNanos = now.epochNanos();
    }
  }

  /** Forgets the open window. */
  void close() {
    open = false;
  }

  boolean isOpen() {
    return open;
  }

  long startEpochNanos() {
    return startEpochNanos;
  }

  /** Returns the least rows of a window that says something. */
  long minRows() {
    return Math.min(MIN_ROWS, config.predictions());
  }

  /** Returns what is to be done at a call boundary, or between calls. */
  Due due(long rows, Instants now) {
    if (!open) {
      return Due.OPEN;
    }
    long ageNanos = now.nanoTime() - startNanos;
    boolean full = rows >= config.predictions() && ageNanos >= minAgeNanos;
    boolean old = maxAgeNanos != FOREVER && ageNanos >= maxAgeNanos;
    if (!full && !old) {
      return Due.OPEN;
    }
    boolean extendedEnough =
        (full && rows >= MAX_EXTENSION * config.predictions())
            || (old && ageNanos >= MAX_EXTENSION * maxAgeNanos);
    return extendedEnough ? Due.CLOSE : Due.CLOSE_IF_SUFFICIENT;
  }
}
