package io.modelmon.export.otel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Log records or spans on their way, in order, in batches. Unlike metrics they cannot be sent again
 * from totals, so what fails for a reason that may pass is kept and sent again, within a bounded
 * queue; what the receiver refuses for good is dropped and counted.
 *
 * <p>A batch whose answer was lost is sent twice, as the protocol has it; its spans keep their ids.
 * <b>Threads:</b> see {@link Delivery}.
 */
final class EventDelivery<T> implements Delivery {

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final BatchSettings settings;
  private final Outbox<T> outbox;
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private List<T> batch = List.of();
  private long delayUntilNanos;
  private long pauseUntilNanos;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private boolean paused;
  private boolean flushing;
  private boolean flushSucceeded = true;

  EventDelivery(BatchSettings settings, Outbox<T> outbox) {
    this.settings = settings;
    this.outbox = outbox;
  }

  /** Adds one event, or drops and counts it when too many wait. */
  void offer(T event, long nowNanos) {
    if (waiting.size() + batch.size() >= settings.maxQueueSize()) {
      outbox.counts().droppedFull.incrementAndGet();
      return;
    }
    if (waiting.isEmpty()) {
      delayUntilNanos = nowNanos + settings.delay().toNanos();
    }
    waiting.add(event);
  }

  @Override
  public void step(long nowNanos) {
    SendOutcome ended = outbox.takeOutcome();
    if (ended != null) {
      settle(ended, nowNanos);
    }
    if (outbox.isBusy()) {
      return;
    }
    if (batch.isEmpty() && waiting.isEmpty()) {
      flushing = false;
    } else if (isDue(nowNanos)) {
      fillBatch();
      outbox.send(List.copyOf(batch));
    }
  }

  private void settle(SendOutcome ended, long nowNanos) {
    if (ended.retryable()) {
      paused = true;
      pauseUntilNanos = nowNanos + pauseNanos;
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
      endFlush(false);
      return;
    }
    if (!ended.success()) {
      outbox.counts().droppedRejected.addAndGet(batch.size());
      endFlush(false);
    }
    batch = List.of();
    paused = false;
    pauseNanos = FIRST_PAUSE_NANOS;
  }

  private void endFlush(boolean succeeded) {
    flushing = false;
    flushSucceeded = succeeded;
  }

  private boolean isDue(long nowNanos) {
    if (flushing) {
      return true;
    }
    if (paused) {
      return nowNanos - pauseUntilNanos >= 0;
    }
    return waiting.size() >= settings.maxBatchSize() || nowNanos - delayUntilNanos >= 0;
  }

  private void fillBatch() {
    if (!batch.isEmpty()) {
      return;
    }
    batch = new ArrayList<>();
    while (batch.size() < settings.maxBatchSize() && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
  }

  @Override
  public void beginFlush() {
    flushing = true;
    flushSucceeded = true;
    outbox.hurry();
  }

  @Override
  public boolean flushed() {
    return !flushing;
  }

  @Override
  public boolean flushSucceeded() {
    return flushSucceeded;
  }

  @Override
  public ExportStatus status() {
    return outbox.status();
  }
}
