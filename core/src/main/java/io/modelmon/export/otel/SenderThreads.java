package io.modelmon.export.otel;

import io.modelmon.export.http.DaemonThreads;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that talk to the receiver, and the one that ends what takes too long. All are
 * daemons, end when idle, inherit nothing from the application, and have our own class loader as
 * context.
 */
final class SenderThreads {

  /** One request per signal, and as many that hang in a name look-up, which nothing can end. */
  private static final int MAX_SENDERS = 6;

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor senders;
  private final ScheduledThreadPoolExecutor deadlines;

  SenderThreads() {
    senders =
        new ThreadPoolExecutor(
            0,
            MAX_SENDERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("modelmon-otlp-"));
    deadlines = new ScheduledThreadPoolExecutor(1, daemons("modelmon-otlp-deadline-"));
    deadlines.setRemoveOnCancelPolicy(true);
    deadlines.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    deadlines.allowCoreThreadTimeOut(true);
  }

  ThreadPoolExecutor senders() {
    return senders;
  }

  ScheduledThreadPoolExecutor deadlines() {
    return deadlines;
  }

  /** Ends all threads; requests under way fail. */
  void stop() {
    senders.shutdownNow();
    deadlines.shutdownNow();
  }

  static Thread daemon(Runnable task, String name) {
    return DaemonThreads.create(task, name);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> daemon(task, prefix + number.incrementAndGet());
  }
}
