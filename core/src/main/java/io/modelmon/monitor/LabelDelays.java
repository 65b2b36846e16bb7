package io.modelmon.monitor;

import java.util.Arrays;

/**
 * The histogram of how long labels take. One that came before its prediction took no time.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class LabelDelays {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] BOUNDS_MILLIS = {
    SECOND,
    10 * SECOND,
    MINUTE,
    10 * MINUTE,
    HOUR,
    6 * HOUR,
    DAY,
    3 * DAY,
    7 * DAY,
    14 * DAY,
    30 * DAY
  };

  private final long[] counts = new long[BOUNDS_MILLIS.length + 1];
  private double sumSeconds;

  void record(long delayMillis) {
    long delay = Math.max(0, delayMillis);
    int found = Arrays.binarySearch(BOUNDS_MILLIS, delay);
    counts[found >= 0 ? found : -found - 1]++;
    sumSeconds += delay / (double) SECOND;
  }

  DelaySnapshot snapshot() {
    return new DelaySnapshot(sumSeconds, counts.clone());
  }

  static double[] boundsSeconds() {
    return Arrays.stream(BOUNDS_MILLIS).mapToDouble(millis -> millis / (double) SECOND).toArray();
  }
}
