package io.modelmon.export.notify;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that jumps instead of waiting. */
final class FastTiming implements Timing {

  private final AtomicLong slept = new AtomicLong();

  @Override
  public long nanoTime() {
    return System.nanoTime() + slept.get();
  }

  @Override
  public Instant now() {
    return Instant.now().plusNanos(slept.get());
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    slept.addAndGet(nanos);
  }

  /** Returns for how long anybody has waited. */
  long sleptNanos() {
    return slept.get();
  }
}
