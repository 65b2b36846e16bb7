package io.modelmon.alert.threshold;

import java.util.concurrent.TimeUnit;

/**
 * A memory that takes at most one value an hour, so that its length is a stretch of time however
 * short windows are: a busy service closes one every minute, and of twelve hours of them nobody can
 * tell what a day is like.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class HourlyBaseline implements Baseline {

  /** Windows of an hour close at the first call after it, so the next may seem to come early. */
  private static final long LEAST_NANOS = TimeUnit.MINUTES.toNanos(54);

  private final Baseline baseline;
  private long newest = Long.MIN_VALUE;

  HourlyBaseline(Baseline baseline) {
    this.baseline = baseline;
  }

  @Override
  public Band band(long epochNanos) {
    return baseline.band(epochNanos);
  }

  @Override
  public void record(long epochNanos, double value) {
    if (newest == Long.MIN_VALUE || epochNanos - newest >= LEAST_NANOS) {
      newest = epochNanos;
      baseline.record(epochNanos, value);
    }
  }
}
