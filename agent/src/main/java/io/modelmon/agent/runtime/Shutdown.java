package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The last two seconds: drains until nothing has come for 100 ms, at most 1.5 s, then sends what is
 * known.
 *
 * <p><b>Threads:</b> run by the JVM's shutdown; the application's own hooks run beside it.
 */
final class Shutdown extends Thread {

  private static final Duration IN_ALL = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofMillis(1500);

  private final MonitorThread monitorThread;
  private volatile @Nullable Exporter exporter;

  /** What the last snapshot goes through. */
  interface Exporter {
    /** Sends everything known, then stops; returns within the given time. */
    void finish(Duration timeout);
  }

  Shutdown(MonitorThread monitorThread) {
    super(null, null, "modelmon-shutdown", 0, false);
    this.monitorThread = monitorThread;
    setContextClassLoader(Shutdown.class.getClassLoader());
    setUncaughtExceptionHandler(new Uncaught());
  }

  void exportThrough(Exporter exporter) {
    this.exporter = exporter;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    try {
      monitorThread.finish(DRAIN.toNanos());
      Exporter current = exporter;
      if (current != null) {
        current.finish(IN_ALL.minusNanos(System.nanoTime() - start));
      }
    } catch (Throwable failure) {
      AgentLog.debug("the last telemetry was not sent", failure);
    }
  }
}
