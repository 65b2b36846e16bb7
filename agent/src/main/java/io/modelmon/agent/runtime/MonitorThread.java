package io.modelmon.agent.runtime;

import io.modelmon.agent.budget.SamplingControl;
import io.modelmon.agent.extract.Extraction;
import io.modelmon.agent.logging.AgentLog;
import io.modelmon.monitor.Monitor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that drains the rings and owns all statistics.
 *
 * <p>Polls again at once while there is much to do, and sleeps for longer and longer, up to 50 ms
 * or with a small ring 25, while there is little or nothing: calls do not wake it, only the first
 * ones of a site. A failure costs the events at hand, not the thread; after the fourth within a
 * minute it gives up and switches the agent off.
 */
final class MonitorThread extends Thread {

  private static final long MIN_SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long MAX_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long MAX_STEADY_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long MAX_IDLE_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long OPENING_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FAILURE_PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_FAILURES = 3;

  private final Monitor monitor;
  private final Runnable switchOff;
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile boolean finishing;
  private @Nullable SamplingControl control;
  private @Nullable LateWeaving lateWeaving;
  private @Nullable PendingRules pendingRules;
  private long busyNanos;

  private int failures;
  private long firstFailureNanos;

  MonitorThread(Monitor monitor, Runnable switchOff) {
    super(null, null, "modelmon-monitor", 0, false);
    this.monitor = monitor;
    this.switchOff = switchOff;
    setDaemon(true);
    // Not the application's: a redeployed application must not be kept alive by this thread.
    setContextClassLoader(MonitorThread.class.getClassLoader());
    setUncaughtExceptionHandler(new Uncaught());
  }

  /** Has sampling decided on this thread; before it is started. */
  void decideWith(SamplingControl sampling) {
    control = sampling;
  }

  /** Has this thread see to classes that came when they could not be woven; before it starts. */
  void weaveWith(LateWeaving late) {
    lateWeaving = late;
  }

  /** Has this thread say which rules have found nothing; before it starts. */
  void sayPending(PendingRules pending) {
    pendingRules = pending;
  }

  /** Returns how long this thread was at work, waiting for a core included; called on it. */
  long busyNanos() {
    return busyNanos;
  }

  /** Drains until nothing has come for 100 ms, then publishes and ends; waits at most as given. */
  void finish(long timeoutNanos) throws InterruptedException {
    finishing = true;
    LockSupport.unpark(this);
    if (!drained.await(timeoutNanos, TimeUnit.NANOSECONDS)) {
      AgentLog.debug("the last events were not drained in time", null);
    }
  }

  @Override
  public void run() {
    Extraction.settleOn(this);
    try {
      drainUntilFinished();
      PendingRules pending = pendingRules;
      if (pending != null) {
        pending.end();
      }
    } finally {
      Extraction.settleOn(null);
      drained.countDown();
    }
  }

  private void drainUntilFinished() {
    long sleepNanos = MIN_SLEEP_NANOS;
    long lastEventNanos = System.nanoTime();
    long lastBurstNanos = lastEventNanos;
    long finishedNanos = 0;
    while (true) {
      long begunNanos = System.nanoTime();
      int drainedSlots = pollSafely();
      if (drainedSlots < 0) {
        break;
      }
      long now = System.nanoTime();
      busyNanos += now - begunNanos;
      lastEventNanos = drainedSlots > 0 ? now : lastEventNanos;
      // A round costs more than the few slots that it finds: the fewer, the longer the next sleep.
      int busySlots = monitor.busySlots();
      if (drainedSlots >= busySlots) {
        sleepNanos = MIN_SLEEP_NANOS;
        lastBurstNanos = now;
      } else {
        long longest = longestSleepNanos(now - lastEventNanos, now - lastBurstNanos);
        sleepNanos =
            Math.min(
                2 * drainedSlots < busySlots ? 2 * sleepNanos : sleepNanos,
                busySlots < Monitor.BUSY_SLOTS ? longest / 2 : longest);
      }
      finishedNanos = finishing && finishedNanos == 0 ? now : finishedNanos;
      if (finishedNanos != 0 && isQuiet(now - lastEventNanos, now - finishedNanos)) {
        publishSafely();
        break;
      }
      if (drainedSlots < busySlots) {
        LockSupport.parkNanos(this, sleepNanos);
      }
    }
  }

  /** Returns whether all has come; a store that is not open gets a while from the end on. */
  private boolean isQuiet(long sinceEventNanos, long sinceFinishNanos) {
    return sinceEventNanos >= QUIET_NANOS
        && (sinceFinishNanos >= OPENING_NANOS || !monitor.isOpening());
  }

  /** Returns how long to sleep at most, so long after the last call and after many at once. */
  private static long longestSleepNanos(long sinceEventNanos, long sinceBurstNanos) {
    if (sinceEventNanos >= REMEMBERED_NANOS) {
      return MAX_IDLE_SLEEP_NANOS;
    }
    return sinceBurstNanos >= REMEMBERED_NANOS ? MAX_STEADY_SLEEP_NANOS : MAX_SLEEP_NANOS;
  }

  /** Returns the slots drained, or -1 when it is time to give up. */
  private int pollSafely() {
    try {
      AgentLog.flush();
      settleSafely();
      decideSafely();
      LateWeaving late = lateWeaving;
      if (late != null) {
        late.poll();
      }
      PendingRules pending = pendingRules;
      if (pending != null) {
        pending.poll();
      }
      return monitor.poll();
    } catch (Throwable failure) {
      try {
        return recover(failure) ? 0 : -1;
      } catch (Throwable e) {
        // Out of memory again, with which to say so: the next round may have some.
        return 0;
      }
    }
  }

  /** A site that stays slow is no reason to switch the agent off. */
  private static void settleSafely() {
    try {
      Extraction.settle();
    } catch (RuntimeException | LinkageError failure) {
      AgentLog.failure("sites keep their slower form", failure);
    }
  }

  /** Without a decision the last one holds, which is no reason to switch the agent off. */
  private void decideSafely() {
    SamplingControl sampling = control;
    if (sampling == null) {
      return;
    }
    try {
      sampling.poll();
    } catch (RuntimeException | LinkageError failure) {
      AgentLog.failure("sampling could not be decided on and stays as it is", failure);
    }
  }

  private boolean recover(Throwable failure) {
    long now = System.nanoTime();
    if (failures == 0 || now - firstFailureNanos > FAILURE_PERIOD_NANOS) {
      failures = 0;
      firstFailureNanos = now;
    }
    failures++;
    if (failures <= MAX_FAILURES) {
      AgentLog.failure("the monitor failed and goes on", failure);
      return true;
    }
    switchOff.run();
    AgentLog.failure("the monitor failed too often; the agent is off", failure);
    return false;
  }

  private void publishSafely() {
    try {
      monitor.publish();
    } catch (Throwable failure) {
      AgentLog.failure("the last snapshot was lost", failure);
    }
  }
}
