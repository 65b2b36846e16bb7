package io.modelmon.agent.runtime;

import io.modelmon.agent.instrument.Weaving;
import io.modelmon.agent.logging.AgentLog;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has classes woven that could not be when they came, on a thread of its own that is there only
 * while there are any: retransforming runs the transformers of other agents too.
 *
 * <p><b>Threads:</b> {@link #poll} by one thread.
 */
final class LateWeaving {

  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Room to weave, whatever the JVM's -Xss: 512 kB are enough by far. */
  private static final long STACK_BYTES = 1 << 20;

  private final BooleanSupplier hasLate;
  private final Runnable retryLate;
  private final LongSupplier nanoTime;
  private @Nullable Worker worker;
  private boolean tried;
  private long triedNanos;

  LateWeaving(Weaving weaving) {
    this(weaving::hasLate, weaving::retryLate, System::nanoTime);
  }

  /**
   * Creates what nothing has been left to yet.
   *
   * @param hasLate says whether there are classes that came late; costs next to nothing
   * @param retryLate tries them once
   */
  LateWeaving(BooleanSupplier hasLate, Runnable retryLate, LongSupplier nanoTime) {
    this.hasLate = hasLate;
    this.retryLate = retryLate;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts the thread if there is something to do, at most once a second: it may have failed. Costs
   * next to nothing otherwise.
   */
  void poll() {
    if (!hasLate.getAsBoolean()) {
      return;
    }
    Worker last = worker;
    long now = nanoTime.getAsLong();
    if ((last != null && last.isAlive()) || (tried && now - triedNanos < ROUND_NANOS)) {
      return;
    }
    // Before the attempt: one that fails is not to be repeated by the next poll.
    tried = true;
    triedNanos = now;
    try {
      Worker next = new Worker(hasLate, retryLate);
      next.start();
      worker = next;
    } catch (OutOfMemoryError noThread) {
      // The next round may get one.
    }
  }

  private static final class Worker extends Thread {

    private final BooleanSupplier hasLate;
    private final Runnable retryLate;

    Worker(BooleanSupplier hasLate, Runnable retryLate) {
      super(null, null, "modelmon-weave", STACK_BYTES, false);
      this.hasLate = hasLate;
      this.retryLate = retryLate;
      setDaemon(true);
      setContextClassLoader(LateWeaving.class.getClassLoader());
      setUncaughtExceptionHandler(new Uncaught());
    }

    @Override
    public void run() {
      try {
        while (hasLate.getAsBoolean()) {
          retryLate.run();
          TimeUnit.NANOSECONDS.sleep(ROUND_NANOS);
        }
      } catch (InterruptedException e) {
        // Nobody does that; what is left waits for the next thread.
      } catch (RuntimeException | LinkageError failure) {
        AgentLog.failure("classes that came late could not be woven", failure);
      }
    }
  }
}
