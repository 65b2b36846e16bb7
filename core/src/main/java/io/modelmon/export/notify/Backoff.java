package io.modelmon.export.notify;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: doubling from one second to one minute, each drawn between half of
 * it and all of it, so that many instances do not come back at once.
 */
final class Backoff {

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_DOUBLINGS = 6;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Returns the pause after an attempt.
   *
   * @param attempt counted from 1
   */
  long nanos(int attempt) {
    long grown = FIRST_NANOS << Math.min(attempt - 1, MAX_DOUBLINGS);
    return (long) (Math.min(grown, LONGEST_NANOS) * random.nextDouble(0.5, 1));
  }
}
