package io.modelmon.benchmarks.hotpath;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The pauses between bursts of one thread, and what the thread allocates in its bursts.
 *
 * <p>A thread alone spins through its pause: a core that sleeps is clocked down and cold when it
 * wakes, which is longer than a burst, and falls on arms unevenly. Several threads sleep, so that
 * there is a core for who reads behind, and as much longer as there are threads; at random, since
 * they would all wake at once otherwise. The first {@value #FIRST_BURSTS} bursts come at a quarter
 * of the rate: whoever reads behind is not compiled yet, while on the other core the compiler is.
 */
final class Pacing {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(12);
  private static final int FIRST_BURSTS = 25;
  private static final int FIRST_PAUSES = 4;

  private final int threads;
  private final SplittableRandom random = new SplittableRandom();
  private int bursts;
  private long allocatedBefore;
  private long allocated;

  /**
   * Creates the pacing of one thread.
   *
   * @param threads how many threads there are, or 0 for no pauses
   */
  Pacing(int threads) {
    this.threads = threads;
  }

  /** Waits until the next burst may begin. */
  void before() {
    long pauseNanos = bursts < FIRST_BURSTS ? FIRST_PAUSES * PAUSE_NANOS : PAUSE_NANOS;
    bursts++;
    if (threads == 1) {
      long end = System.nanoTime() + pauseNanos;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    } else if (threads > 1) {
      LockSupport.parkNanos((long) (pauseNanos * threads * (0.5 + random.nextDouble())));
    }
    allocatedBefore = AllocatedBytes.soFar();
  }

  /** Takes note of what the burst has allocated. */
  void after() {
    allocated += AllocatedBytes.soFar() - allocatedBefore;
  }

  /**
   * Returns what this thread has allocated in its bursts since the last call, in bytes; with a
   * virtual thread what all have, see {@link AllocatedBytes}.
   */
  long takeAllocated() {
    long bytes = allocated;
    allocated = 0;
    return bytes;
  }
}
