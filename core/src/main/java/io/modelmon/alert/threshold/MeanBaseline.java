package io.modelmon.alert.threshold;

import io.modelmon.alert.rule.IndicatorTest.History;

/**
 * Mean and standard deviation of the newest values. Values further than {@value #CLIP} deviations
 * away are remembered as if they were that far, so that one incident does not hide the next, and a
 * lasting change still becomes the usual.
 *
 * <p><b>Cost:</b> 16 bytes per window; two passes over the history per window. <b>Threads:</b>
 * confined to the monitor thread.
 */
public final class MeanBaseline implements Baseline {

  static final double CLIP = 4;

  private final Samples samples;
  private final int warmUp;

  /** Creates an empty memory. */
  public MeanBaseline(History history) {
    this.samples = new Samples(history.windows());
    this.warmUp = Baseline.warmUp(history);
  }

  @Override
  public Band band(long epochNanos) {
    if (samples.size() < warmUp) {
      return Band.UNKNOWN;
    }
    double mean = samples.mean();
    return new Band(mean, samples.deviation(mean));
  }

  @Override
  public void record(long epochNanos, double value) {
    Band band = band(epochNanos);
    double kept = value;
    // A history without any spread has no scale to clip by.
    if (band.known() && band.spread() > 0) {
      kept = Math.min(band.level(CLIP), Math.max(band.level(-CLIP), value));
    }
    samples.add(kept);
  }
}
