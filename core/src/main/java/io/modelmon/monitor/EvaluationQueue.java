package io.modelmon.monitor;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The bounded hand-off of evaluations to the export thread. When it is full the newest is dropped
 * and counted.
 *
 * <p><b>Threads:</b> one writer, one reader; no lock.
 */
final class EvaluationQueue {

  static final int CAPACITY = 256;

  private final ConcurrentLinkedQueue<Evaluation> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private long dropped;

  void offer(Evaluation evaluation) {
    if (size.get() >= CAPACITY) {
      dropped++;
      return;
    }
    size.incrementAndGet();
    queue.add(evaluation);
  }

  @Nullable Evaluation poll() {
    Evaluation next = queue.poll();
    if (next != null) {
      size.decrementAndGet();
    }
    return next;
  }

  /** Returns how many were dropped; for the writer's thread. */
  long dropped() {
    return dropped;
  }
}
