package io.modelmon.alert.indicator;

import io.modelmon.math.Interval;

/**
 * The value of one indicator in one window.
 *
 * @param value in the unit of the indicator; NaN when unknown
 * @param n how many observations it rests on; NaN when that has no meaning
 * @param interval where the true value lies; {@link Interval#UNKNOWN} without one
 */
public record Reading(double value, double n, Interval interval) {

  /** A value that is not known; it never fires and never resolves an alert. */
  public static final Reading UNKNOWN = new Reading(Double.NaN, Double.NaN, Interval.UNKNOWN);

  /** Creates a reading without an interval. */
  public Reading(double value, double n) {
    this(value, n, Interval.UNKNOWN);
  }

  /** Returns a reading of which only the value is known; not finite means unknown. */
  public static Reading of(double value) {
    return new Reading(value, Double.NaN);
  }

  /** Returns whether there is a value. */
  public boolean known() {
    return Double.isFinite(value);
  }
}
