package io.modelmon.export.otel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A log that says the same thing at most once a minute, with how often it was left unsaid.
 *
 * <p><b>Cost:</b> at most {@value #MAX_CAUSES} causes are told apart. <b>Threads:</b> any.
 */
final class LimitedLog {

  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_CAUSES = 64;

  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private final Map<String, Cause> causes = new HashMap<>();

  private static final class Cause {
    long lastNanos;
    long unsaid;
  }

  LimitedLog(Consumer<String> log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Logs a message unless one of the same cause was logged within the last minute. */
  void log(String cause, String message) {
    long unsaid = take(cause);
    if (unsaid >= 0) {
      try {
        log.accept(unsaid == 0 ? message : message + " (" + unsaid + " more in the meantime)");
      } catch (RuntimeException e) {
        // A log that fails has nowhere to say so.
      }
    }
  }

  private synchronized long take(String cause) {
    long now = nanoTime.getAsLong();
    Cause known = causes.get(cause);
    if (known == null) {
      if (causes.size() >= MAX_CAUSES) {
        causes.clear();
      }
      known = new Cause();
      known.lastNanos = now;
      causes.put(cause, known);
      return 0;
    }
    if (now - known.lastNanos < INTERVAL_NANOS) {
      known.unsaid++;
      return -1;
    }
    long unsaid = known.unsaid;
    known.lastNanos = now;
    known.unsaid = 0;
    return unsaid;
  }
}
