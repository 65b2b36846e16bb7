package io.modelmon.agent.runtime;

import io.modelmon.agent.instrument.Weaving;
import io.modelmon.agent.logging.AgentLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has classes woven that could not be when they came, on a thread of its own that is there only
 * while there are any: retransforming runs the transformers of other agents too.
 *
 * <p><b>Threads:</b> {@link #poll} by one thread.
 */
final class LateWeaving {

  private static final long ROUND_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final Weaving weaving;
  private @Nullable Worker worker;

  LateWeaving(Weaving weaving) {
    this.weaving = weaving;
  }

  /** Starts the thread if there is something to do; costs next to nothing otherwise. */
  void poll() {
    if (!weaving.hasLate()) {
      return;
    }
    Worker last = worker;
    if (last != null && last.isAlive()) {
      return;
    }
    try {
      Worker next = new Worker(weaving);
      next.start();
      worker = next;
    } catch (OutOfMemoryError noThread) {
      // The next round may get one.
    }
  }

  private static final class Worker extends Thread {

    private final Weaving weaving;

    Worker(Weaving weaving) {
      super(null, null, "modelmon-weave", 0, false);
      this.weaving = weaving;
      setDaemon(true);
      setContextClassLoader(LateWeaving.class.getClassLoader());
      setUncaughtExceptionHandler(new Uncaught());
    }

    @Override
    public void run() {
      try {
        while (weaving.hasLate()) {
          weaving.retryLate();
          Thread.sleep(ROUND_MILLIS);
        }
      } catch (InterruptedException e) {
        // Nobody does that; what is left waits for the next thread.
      } catch (RuntimeException | LinkageError failure) {
        AgentLog.failure("classes that came late could not be woven", failure);
      }
    }
  }
}
