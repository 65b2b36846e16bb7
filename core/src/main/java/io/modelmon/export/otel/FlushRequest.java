package io.modelmon.export.otel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody who waits until everything has been sent. <b>Threads:</b> any. */
final class FlushRequest {

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean succeeded;

  void complete(boolean success) {
    succeeded = success;
    over.countDown();
  }

  /** Waits for at most so long; returns whether everything reached the receiver. */
  boolean await(Duration timeout) {
    try {
      return over.await(timeout.toNanos(), TimeUnit.NANOSECONDS) && succeeded;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
