package io.modelmon.agent.instrument;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gate in front of weaving: closed until Byte Buddy has been loaded and has woven a sample on a
 * thread of ours.
 *
 * <p>A class that matches waits at the gate, so that no early call is lost. It waits for a limited
 * time only: if the thread that warms up should need something that the waiting thread holds, the
 * class goes on unwoven and is woven when the gate has opened. <b>Threads:</b> safe.
 */
final class WarmUp {

  private final CountDownLatch opened = new CountDownLatch(1);
  private final long patienceMillis;
  private volatile @Nullable Weaver weaver;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread worker;

  WarmUp(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  /** Loads everything that weaving needs, then opens the gate, whatever happens. */
  void run(String dispatcher) {
    worker = Thread.currentThread();
    try {
      Weaver candidate = new Weaver(dispatcher);
      WarmUpSample.weaveWith(candidate);
      weaver = candidate;
    } catch (Throwable e) {
      failure = e;
    } finally {
      worker = null;
      opened.countDown();
    }
  }

  /**
   * Returns the weaver, waiting for it; null when it could not be made or did not come in time. An
   * interrupt is kept for the thread's owner.
   */
  @Nullable Weaver await() {
    if (worker == Thread.currentThread()) {
      return null;
    }
    boolean interrupted = false;
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    try {
      while (true) {
        try {
          boolean ignored = opened.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
          return weaver;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether the gate is open. */
  boolean isOver() {
    return opened.getCount() == 0;
  }

  /** Returns why there is no weaver although the gate is open, or null. */
  @Nullable Throwable failure() {
    return failure;
  }
}
