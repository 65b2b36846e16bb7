package io.modelmon.capture;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The way to the monitor of labels that do not come by a call: bounded, in order, lossless, since
 * who delivers them can wait.
 *
 * <p><b>Threads:</b> {@link #offer} may be called by any, {@link #poll} by one.
 */
public final class LabelInbox {

  /** Labels that wait at most. */
  public static final int CAPACITY = 4096;

  /** Grows as it is first used: most models have no such labels. */
  private volatile @Nullable ArrayBlockingQueue<DeliveredLabel> queue;

  LabelInbox() {}

  /** Takes a label; returns false when there is no room at present. */
  public boolean offer(DeliveredLabel label) {
    ArrayBlockingQueue<DeliveredLabel> current = queue;
    return (current == null ? create() : current).offer(label);
  }

  /** Returns and removes the oldest label, or null. */
  public @Nullable DeliveredLabel poll() {
    ArrayBlockingQueue<DeliveredLabel> current = queue;
    return current == null ? null : current.poll();
  }

  private synchronized ArrayBlockingQueue<DeliveredLabel> create() {
    ArrayBlockingQueue<DeliveredLabel> current = queue;
    if (current == null) {
      current = new ArrayBlockingQueue<>(CAPACITY);
      queue = current;
    }
    return current;
  }
}
