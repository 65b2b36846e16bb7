package io.modelmon.export.otel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The export thread: takes events from the monitor, and keeps every signal moving. It never waits
 * for the network.
 *
 * <p><b>Threads:</b> owns all deliveries; {@link #request}, {@link #wakeUp} and {@link #stop} may
 * be called from any.
 */
final class ExportLoop implements Runnable {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final LongConsumer drain;
  private final List<Delivery> deliveries;
  private final LimitedLog log;
  private final ConcurrentLinkedQueue<FlushRequest> requests = new ConcurrentLinkedQueue<>();
  private final List<FlushRequest> served = new ArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;

  /**
   * Creates a loop that is not yet running.
   *
   * @param drain moves all waiting events into the deliveries; is given {@link System#nanoTime}
   */
  ExportLoop(LongConsumer drain, List<Delivery> deliveries, LimitedLog log) {
    this.drain = drain;
    this.deliveries = List.copyOf(deliveries);
    this.log = log;
  }

  /** Starts the thread. */
  void start() {
    Thread started = SenderThreads.daemon(this, "modelmon-export");
    thread = started;
    started.start();
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        turn(System.nanoTime());
      } catch (RuntimeException | Error e) {
        failed(e);
      }
      LockSupport.parkNanos(this, TICK_NANOS);
    }
    served.forEach(request -> request.complete(false));
    requests.forEach(request -> request.complete(false));
  }

  private void failed(Throwable failure) {
    try {
      log.log("loop", "exporting failed: " + failure);
    } catch (Error e) {
      // Out of memory, most likely, and this thread has to outlast that.
    }
  }

  private void turn(long nowNanos) {
    boolean begin = served.isEmpty() && takeRequests();
    drain.accept(nowNanos);
    for (Delivery delivery : deliveries) {
      if (begin) {
        delivery.beginFlush();
      }
      delivery.step(nowNanos);
    }
    if (!served.isEmpty() && deliveries.stream().allMatch(Delivery::flushed)) {
      boolean success = deliveries.stream().allMatch(Delivery::flushSucceeded);
      served.forEach(request -> request.complete(success));
      served.clear();
    }
  }

  private boolean takeRequests() {
    for (FlushRequest next = requests.poll(); next != null; next = requests.poll()) {
      served.add(next);
    }
    return !served.isEmpty();
  }

  /** Wants everything sent. */
  void request(FlushRequest request) {
    requests.add(request);
    if (stopped) {
      request.complete(false);
    }
    wakeUp();
  }

  /** Returns what has been sent so far, one entry per delivery. */
  List<ExportStatus> status() {
    return deliveries.stream().map(Delivery::status).toList();
  }

  /** Lets the thread look around at once. */
  void wakeUp() {
    LockSupport.unpark(thread);
  }

  /** Ends the thread soon. */
  void stop() {
    stopped = true;
    wakeUp();
  }
}
