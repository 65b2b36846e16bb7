package io.modelmon.export.otel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The waiting of one sender between attempts, in two kinds: ours, which a flush may cut short, and
 * the receiver's, which holds over all requests.
 *
 * <p><b>Threads:</b> any.
 */
final class Pause {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hurried = lock.newCondition();
  private long hurries;
  private long closedUntilNanos = System.nanoTime();

  /** Holds back all attempts for a while, as the receiver asked. */
  void closeFor(Duration asked) {
    lock.lock();
    try {
      closedUntilNanos = System.nanoTime() + asked.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Returns for how long the receiver still wants no attempt; not positive when it is over. */
  long closedNanos() {
    lock.lock();
    try {
      return closedUntilNanos - System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Waits between two attempts; {@link #hurry} ends it. */
  void waitFor(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long before = hurries;
      long left = nanos;
      while (left > 0 && hurries == before) {
        left = hurried.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits out what the receiver asked for. */
  void waitUntilOpen() throws InterruptedException {
    for (long left = closedNanos(); left > 0; left = closedNanos()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  void hurry() {
    lock.lock();
    try {
      hurries++;
      hurried.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
