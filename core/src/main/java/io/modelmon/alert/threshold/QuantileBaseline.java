package io.modelmon.alert.threshold;

import io.modelmon.alert.rule.IndicatorTest.History;

/**
 * A quantile of the newest values, without a spread.
 *
 * <p><b>Cost:</b> 16 bytes per window. <b>Threads:</b> confined to the monitor thread.
 */
public final class QuantileBaseline implements Baseline {

  private final Samples samples;
  private final int warmUp;
  private final double quantile;

  /**
   * Creates an empty memory.
   *
   * @param quantile in (0, 1)
   * @param warmUp the least number of values
   */
  public QuantileBaseline(History history, double quantile, int warmUp) {
    this.samples = new Samples(history.windows());
    this.warmUp = warmUp;
    this.quantile = quantile;
  }

  @Override
  public Band band(long epochNanos) {
    return samples.size() < warmUp ? Band.UNKNOWN : new Band(samples.quantile(quantile), 0);
  }

  @Override
  public void record(long epochNanos, double value) {
    samples.add(value);
  }
}
