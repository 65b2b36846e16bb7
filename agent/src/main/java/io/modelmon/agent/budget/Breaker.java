package io.modelmon.agent.budget;

import java.util.concurrent.TimeUnit;

/**
 * Steps capturing down while something is wrong, and up again when it has been right for a while.
 *
 * <p>Hysteresis is in two places: what counts as right is less than what no longer counts as wrong,
 * and a step up that turns out to be too early makes the next one wait twice as long.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class Breaker {

  static final long FIRST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final String reason;
  private final int roundsToTrip;
  private final double[] shares;
  private int level;
  private int wrongRounds;
  private boolean calm;
  private long calmSinceNanos;
  private long raisedNanos;
  private boolean raised;
  private long waitNanos = FIRST_WAIT_NANOS;

  /**
   * Creates a closed breaker.
   *
   * @param reason what it watches
   * @param roundsToTrip rounds in a row that something is wrong until the next step down, ≥ 1
   * @param shares the share of payloads that passes at each step, falling, the first of them 1
   */
  Breaker(String reason, int roundsToTrip, double... shares) {
    this.reason = reason;
    this.roundsToTrip = roundsToTrip;
    this.shares = shares.clone();
  }

  /**
   * Takes note of a round.
   *
   * @param wrong whether it is time to step down
   * @param right whether it is, by the stricter mark, as it should be
   * @param nowNanos a steady clock
   * @return whether the share has changed
   */
  boolean update(boolean wrong, boolean right, long nowNanos) {
    if (!right) {
      calm = false;
    } else if (!calm) {
      calm = true;
      calmSinceNanos = nowNanos;
    }
    wrongRounds = wrong ? wrongRounds + 1 : 0;
    if (wrongRounds >= roundsToTrip) {
      return lower(nowNanos);
    }
    return calm && nowNanos - calmSinceNanos >= waitNanos && raise(nowNanos);
  }

  private boolean lower(long nowNanos) {
    wrongRounds = 0;
    if (level == shares.length - 1) {
      return false;
    }
    if (raised && nowNanos - raisedNanos < waitNanos) {
      waitNanos = Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
    }
    raised = false;
    level++;
    return true;
  }

  private boolean raise(long nowNanos) {
    calmSinceNanos = nowNanos;
    if (level == 0) {
      waitNanos = FIRST_WAIT_NANOS;
      return false;
    }
    level--;
    raised = true;
    raisedNanos = nowNanos;
    return true;
  }

  /** Returns the share of payloads that passes. */
  double passing() {
    return shares[level];
  }

  /** Returns what it watches. */
  String reason() {
    return reason;
  }
}
