package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has it said that rules have found nothing, once: a minute after the start, or at the end of a
 * process that ran for a while. Before that, classes that rules mean may be still to come.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class PendingRules {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long WHILE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Runnable say;
  private final LongSupplier clock;
  private final long startNanos;
  private boolean said;

  /**
   * Starts to wait.
   *
   * @param say says it; called at most once
   * @param clock {@link System#nanoTime()}
   */
  PendingRules(Runnable say, LongSupplier clock) {
    this.say = say;
    this.clock = clock;
    this.startNanos = clock.getAsLong();
  }

  /** Has it said if it is time. */
  void poll() {
    sayAfter(PATIENCE_NANOS);
  }

  /** Has it said if the process ran for a while and nothing was said. */
  void end() {
    sayAfter(WHILE_NANOS);
  }

  private void sayAfter(long nanos) {
    if (said || clock.getAsLong() - startNanos < nanos) {
      return;
    }
    said = true;
    try {
      say.run();
    } catch (RuntimeException | LinkageError failure) {
      AgentLog.failure("rules that found nothing are not named", failure);
    }
    AgentLog.flush();
  }
}
