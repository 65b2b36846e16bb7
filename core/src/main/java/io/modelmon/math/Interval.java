package io.modelmon.math;

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

  /**
   * Returns a one-sided interval of values that cannot be negative.
   *
   * @param lower lower bound; below 0 it is 0
   * @param level probability that the true value is above
   */
  public static Interval above(double lower, double level) {
    return new Interval(Math.max(0, lower), Double.POSITIVE_INFINITY, level);
  }

  /** Returns this interval cut off at the largest possible value. */
  public Interval atMost(double largest) {
    return new Interval(Math.min(lower, largest), Math.min(upper, largest), level);
  }

  /** Returns this interval without its upper end. */
  public Interval unbounded() {
    return new Interval(lower, Double.POSITIVE_INFINITY, level);
  }

  /** Returns this interval, {@link #UNKNOWN} unless both ends are finite. */
  public Interval ifFinite() {
    return Double.isFinite(lower) && Double.isFinite(upper) ? this : UNKNOWN;
  }

  /** Returns whether the ends are known. */
  public boolean known() {
    return !Double.isNaN(lower);
  }
}
