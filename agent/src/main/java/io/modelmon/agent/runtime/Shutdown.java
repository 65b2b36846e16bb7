package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The last two seconds: drains until nothing has come for 100 ms, at most 1.5 s, then sends what is
 * known.
 *
 * <p>Registered before anything is captured. An application that ends while the agent still starts,
 * and has called a watched model, is given what the start still takes, within the same two seconds;
 * so is one that ends before its configuration has been read, or nobody would hear what is wrong
 * with it.
 *
 * <p><b>Threads:</b> run by the JVM's shutdown; the application's own hooks run beside it.
 */
final class Shutdown extends Thread {

  private static final Duration IN_ALL = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofMillis(1500);

  /** What standard error gets of that, if it does not take what is said meanwhile. */
  private static final Duration LAST_LINES = Duration.ofMillis(100);

  private final BooleanSupplier anythingWatched;
  private final CountDownLatch configRead = new CountDownLatch(1);
  private final CountDownLatch startEnded = new CountDownLatch(1);
  private volatile @Nullable MonitorThread monitorThread;
  private volatile @Nullable Exporter exporter;
  private volatile @Nullable LongConsumer labels;
  private volatile @Nullable Notifications notifications;

  /** What the last snapshot goes through. */
  interface Exporter {
    /** Sends everything known, then stops; returns within the given time. */
    void finish(Duration timeout);
  }

  /**
   * Creates the hook.
   *
   * @param anythingWatched whether there can be anything worth waiting for
   */
  Shutdown(BooleanSupplier anythingWatched) {
    super(null, null, "modelmon-shutdown", 0, false);
    this.anythingWatched = anythingWatched;
    setContextClassLoader(Shutdown.class.getClassLoader());
    setUncaughtExceptionHandler(new Uncaught());
  }

  /** Registers the hook; returns false when the JVM is ending already. */
  boolean register() {
    try {
      Runtime.getRuntime().addShutdownHook(this);
      return true;
    } catch (IllegalStateException ending) {
      return false;
    }
  }

  void drain(MonitorThread thread) {
    monitorThread = thread;
  }

  void exportThrough(Exporter started) {
    exporter = started;
  }

  /**
   * Names what lets go of the files in which predictions wait for labels.
   *
   * @param close takes the {@link System#nanoTime()} at which all must be over, long before which
   *     it returns
   */
  void closeLabels(LongConsumer close) {
    labels = close;
  }

  /** Names what alerts go through. */
  void notifyThrough(Notifications started) {
    notifications = started;
  }

  /** Says that whatever is wrong with the configuration has been said. */
  void configRead() {
    configRead.countDown();
  }

  /** Says that no more is to come, be it that all has started or that it has failed. */
  void startEnded() {
    startEnded.countDown();
  }

  @Override
  public void run() {
    long deadlineNanos = System.nanoTime() + IN_ALL.minus(LAST_LINES).toNanos();
    try {
      AgentLog.ending();
      boolean said = configRead.await(remainingNanos(deadlineNanos), TimeUnit.NANOSECONDS);
      if (said
          && anythingWatched.getAsBoolean()
          && !startEnded.await(remainingNanos(deadlineNanos), TimeUnit.NANOSECONDS)) {
        AgentLog.debug("the application ended before the agent had started", null);
      }
      MonitorThread monitor = monitorThread;
      if (monitor != null) {
        monitor.finish(Math.min(DRAIN.toNanos(), remainingNanos(deadlineNanos)));
      }
      Notifications alerts = notifications;
      if (alerts != null) {
        alerts.hurry(); // on their own threads, beside all that follows
      }
      LongConsumer files = labels;
      if (files != null) {
        files.accept(deadlineNanos);
      }
      Exporter current = exporter;
      if (current != null) {
        current.finish(Duration.ofNanos(remainingNanos(deadlineNanos)));
      }
      if (alerts != null) {
        alerts.finish(Duration.ofNanos(remainingNanos(deadlineNanos)));
      }
    } catch (Throwable failure) {
      AgentLog.debug("the last telemetry was not sent", failure);
    } finally {
      awaitLastLines();
    }
  }

  private static void awaitLastLines() {
    try {
      AgentLog.ended(LAST_LINES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns half of what remains, at most as given: what comes after needs its time, too. */
  static long shareNanos(long deadlineNanos, long mostNanos) {
    return Math.min(mostNanos, remainingNanos(deadlineNanos) / 2);
  }

  private static long remainingNanos(long deadlineNanos) {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }
}
