package io.modelmon.monitor;

/**
 * How long after their predictions labels came.
 *
 * @param sumSeconds the sum of all delays
 * @param counts labels per bucket of {@link #boundsSeconds()}, one more than there are bounds
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
public record DelaySnapshot(double sumSeconds, long[] counts) {

  /** Returns the upper bounds in seconds, inclusive, from a second to thirty days. */
  public static double[] boundsSeconds() {
    return LabelDelays.boundsSeconds();
  }
}
