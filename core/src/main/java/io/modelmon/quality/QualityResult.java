package io.modelmon.quality;

import io.modelmon.math.Interval;

/**
 * What one window says about one rule, with the numbers behind it.
 *
 * @param rule the rule
 * @param rate how often it was seen; {@link Rate#interval} says how sure that is
 * @param baseline how often it was to be expected
 * @param pValue the probability of as much without an issue, in [0, 1]; NaN where it is undefined
 * @param noise the rise that sampling alone exceeds once in a hundred windows; 0 where the rule
 *     decides by its p-value alone
 * @param margin the least rise beyond noise
 * @param status the verdict of this window alone
 */
public record QualityResult(
    QualityRule rule,
    Rate rate,
    Baseline baseline,
    double pValue,
    double noise,
    double margin,
    QualityStatus status) {

  /** Returns a result that decides nothing. */
  static QualityResult undecided(QualityRule rule, Rate rate, Baseline baseline, double margin) {
    return new QualityResult(
        rule, rate, baseline, Double.NaN, Double.NaN, margin, QualityStatus.UNDECIDED);
  }

  /** Returns the interval of the rate. */
  public Interval interval() {
    return rate.interval();
  }

  /** Returns the share from which on a window is flagged; NaN when it is undefined. */
  public double threshold() {
    return baseline.share() + noise + margin;
  }
}
