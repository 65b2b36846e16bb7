package io.modelmon.alert.threshold;

import io.modelmon.alert.rule.IndicatorTest.History;

/**
 * The memory of one indicator, from which its usual band is told.
 *
 * <p>A value is compared with the band of the values before it, then recorded.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
public interface Baseline {

  /** A week of hourly windows: the least history of a level, unless a rule remembers less. */
  int WARM_UP = 168;

  /**
   * Returns the band that values at a time are compared with, {@link Band#UNKNOWN} during warm-up.
   */
  Band band(long epochNanos);

  /**
   * Adds a value.
   *
   * @param value finite
   */
  void record(long epochNanos, double value);

  /** Returns how much history there must be before there is a band. */
  static int warmUp(History history) {
    return Math.min(WARM_UP, history.windows());
  }
}
