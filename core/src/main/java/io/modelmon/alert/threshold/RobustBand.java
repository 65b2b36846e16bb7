package io.modelmon.alert.threshold;

/**
 * The band of median and median absolute deviation, with tails.
 *
 * <p>A deviation says nothing about tails where most values are alike and some are not: a service
 * that is idle most of the day has a deviation near zero, and would be anomalous every morning. So
 * nothing is unusual that lies within the outermost thousandth, told from the history by the line
 * through its 90 % and 99 % quantiles: exact for exponential tails, far inside five deviations for
 * normal ones. Where that line leads beyond all of the history, the outermost value is taken, so
 * that rare pauses do not hide a lasting change for good.
 */
final class RobustBand {

  /** Makes the median absolute deviation of a normal law its standard deviation: 1/Φ⁻¹(3/4). */
  static final double MAD_SCALE = 1.482602218505602;

  private static final double NEAR = 0.1;
  private static final double FAR = 0.01;

  private RobustBand() {}

  /**
   * Returns the band of a history.
   *
   * @param centre of the deviations; the tails are told from the values
   * @param shift added to all of it
   */
  static Band of(Samples history, double centre, double shift) {
    double low = Math.max(history.quantile(0), 2 * history.quantile(FAR) - history.quantile(NEAR));
    double high =
        Math.min(history.quantile(1), 2 * history.quantile(1 - FAR) - history.quantile(1 - NEAR));
    return new Band(
        centre + shift, MAD_SCALE * history.medianDistance(centre), low + shift, high + shift);
  }
}
