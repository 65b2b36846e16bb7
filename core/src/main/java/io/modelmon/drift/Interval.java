package io.modelmon.drift;

/**
 * A confidence interval.
 *
 * @param lower lower end; NaN when unknown
 * @param upper upper end, positive infinity when only a lower bound is known; NaN when unknown
 * @param level probability that the interval holds the true value, in (0, 1); NaN when unknown
 */
public record Interval(double lower, double upper, double level) {

  /** No interval. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** Returns whether the ends are known. */
  public boolean known() {
    return !Double.isNaN(lower);
  }
}
