package io.modelmon.alert.threshold;

import io.modelmon.alert.rule.IndicatorTest.History;

/**
 * Median and median absolute deviation of the newest values: neither moves for outliers, up to half
 * of the history.
 *
 * <p><b>Cost:</b> 16 bytes per window; one walk through half of the history per window.
 * <b>Threads:</b> confined to the monitor thread.
 */
public final class MedianBaseline implements Baseline {

  private final Samples samples;
  private final int warmUp;

  /** Creates an empty memory. */
  public MedianBaseline(History history) {
    this.samples = new Samples(history.windows());
    this.warmUp = Baseline.warmUp(history);
  }

  @Override
  public Band band(long epochNanos) {
    if (samples.size() < warmUp) {
      return Band.UNKNOWN;
    }
    return RobustBand.of(samples, samples.quantile(0.5), 0);
  }

  @Override
  public void record(long epochNanos, double value) {
    samples.add(value);
  }
}
