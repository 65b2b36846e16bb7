package io.modelmon.agent.budget;

import io.modelmon.capture.CallGate;

/**
 * What a watched call costs, in nanoseconds: an estimate.
 *
 * <p>Reading the clock is measured once, as it differs by a factor of fifty between computers. What
 * copying inputs takes differs between models; with a CPU budget it is measured at some calls,
 * where it happens. The rest is constant.
 */
final class CallCosts {

  /** Entering and leaving the guard, drawing and counting. */
  static final double COUNT_NANOS = 12;

  /** Publishing a slot, and copying an output. */
  private static final double PUBLISH_NANOS = 15;

  /** Copying inputs that were never measured: thirty numbers. */
  private static final double COPY_NANOS = 40;

  private static final int READS = 2_000;
  private static final int ROUNDS = 10;

  private final double clockNanos;

  /**
   * Creates estimates.
   *
   * @param clockNanos what {@link System#nanoTime()} takes, &gt; 0
   */
  CallCosts(double clockNanos) {
    this.clockNanos = clockNanos;
  }

  /** Measures the clock; takes about a millisecond. */
  static CallCosts measured() {
    long least = Long.MAX_VALUE;
    long sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < READS; i++) {
        sum += System.nanoTime();
      }
      least = Math.min(least, System.nanoTime() - begin);
    }
    // The sum is used, or there would be nothing to measure.
    return new CallCosts(Math.max(1, least) / (double) READS + (sum == 0 ? 1 : 0));
  }

  /**
   * Returns what calls cost as shares of a time.
   *
   * @param captured calls whose payload was captured or did not fit the ring
   * @param leftOut calls of which it was not tried
   * @param timing the share of those that were timed
   * @param capacityNanos the time of all cores together
   */
  CallShares shares(
      CallGate gate, long captured, long leftOut, double timing, double capacityNanos) {
    double measured = gate.copyNanos();
    double copy = measured > 0 ? measured : COPY_NANOS + clockNanos;
    double payload = copy + clockNanos + PUBLISH_NANOS;
    return new CallShares(
        captured * payload / capacityNanos,
        leftOut * timing * 2 * clockNanos / capacityNanos,
        (captured + leftOut) * COUNT_NANOS / capacityNanos);
  }
}
