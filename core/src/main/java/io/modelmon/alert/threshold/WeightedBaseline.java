package io.modelmon.alert.threshold;

import io.modelmon.alert.rule.IndicatorTest.History;

/**
 * Exponentially weighted mean, and the equally weighted deviation of its one-step errors. It
 * follows slow movements, daily ones included, that the other baselines take for spread.
 *
 * <p>The weight of a new value is 2/(N + 1) for a memory of N windows, at least {@value
 * #LEAST_WEIGHT}; errors beyond {@value #CLIP} deviations enter as if they were that far.
 *
 * <p><b>Cost:</b> constant. <b>Threads:</b> confined to the monitor thread.
 *
 * @see "Roberts: Control Chart Tests Based on Geometric Moving Averages, Technometrics 1959"
 * @see "Hunter: The Exponentially Weighted Moving Average, Journal of Quality Technology 1986"
 */
public final class WeightedBaseline implements Baseline {

  static final double LEAST_WEIGHT = 0.1;
  static final double CLIP = 4;

  private final double weight;
  private final int warmUp;
  private double mean;
  private double squares;
  private long count;

  /** Creates an empty memory. */
  public WeightedBaseline(History history) {
    this.weight = Math.max(LEAST_WEIGHT, 2.0 / (history.windows() + 1));
    this.warmUp = Baseline.warmUp(history);
  }

  @Override
  public Band band(long epochNanos) {
    return count < warmUp ? Band.UNKNOWN : new Band(mean, Math.sqrt(squares));
  }

  @Override
  public void record(long epochNanos, double value) {
    if (count++ == 0) {
      mean = value;
      return;
    }
    double error = value - mean;
    double most = CLIP * Math.sqrt(squares);
    if (count > warmUp && most > 0) {
      error = Math.min(most, Math.max(-most, error));
    }
    // A plain mean at first, a weighted one once the plain one's weights are smaller.
    double share = Math.max(1.0 / count, weight);
    double errorShare = Math.max(1.0 / (count - 1), weight / 4);
    mean += share * error;
    squares += errorShare * (error * error - squares);
  }
}
