package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Intervals of combinations of independent estimates, recovered from the interval of each.
 *
 * <p>An interval end says how variable an estimate is when the truth is at that end, which is what
 * the end of a combination needs; asymmetry is kept where adding variances loses it. For two
 * proportions with Wilson's intervals the difference is Newcombe's.
 *
 * <p><b>Cost:</b> constant per estimate. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "A. Donner and G. Y. Zou, Closed-form confidence intervals for functions of the normal mean
 *     and standard deviation, Statistical Methods in Medical Research 21, 2012; R. G. Newcombe,
 *     Interval estimation for the difference between independent proportions, Statistics in
 *     Medicine 17, 1998, method 10"
 */
final class Recovery {

  private Recovery() {}

  /** Returns the interval of the mean of independent estimates, at least one. */
  static Interval mean(double[] values, Interval[] intervals) {
    double sum = 0;
    double below = 0;
    double above = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      below += square(values[i] - intervals[i].lower());
      above += square(intervals[i].upper() - values[i]);
    }
    return new Interval(
        (sum - Math.sqrt(below)) / values.length,
        (sum + Math.sqrt(above)) / values.length,
        intervals[0].level());
  }

  /** Returns the interval of first − second. */
  static Interval difference(double first, Interval of, double second, Interval ofSecond) {
    double difference = first - second;
    double below = square(first - of.lower()) + square(ofSecond.upper() - second);
    double above = square(of.upper() - first) + square(second - ofSecond.lower());
    return new Interval(difference - Math.sqrt(below), difference + Math.sqrt(above), of.level());
  }

  /**
   * Returns the interval of the ratio of two proportions; its upper end is infinite when the
   * denominator may be zero.
   */
  static Interval ratio(double first, Interval of, double second, Interval ofSecond) {
    double lower = end(first, of.lower(), second, ofSecond.upper(), -1);
    double upper =
        ofSecond.lower() <= 0
            ? Double.POSITIVE_INFINITY
            : end(first, of.upper(), second, ofSecond.lower(), 1);
    return new Interval(Math.max(0, lower), upper, of.level());
  }

  private static double end(double a, double aEnd, double b, double bEnd, int sign) {
    double product = a * b;
    double numerator = aEnd * (2 * a - aEnd);
    double denominator = bEnd * (2 * b - bEnd);
    double root = Math.sqrt(Math.max(0, product * product - numerator * denominator));
    // The quotient loses its digits where the denominator nears zero; its conjugate does not.
    double conjugate = product - sign * root;
    if (Math.abs(denominator) > 1e-3 * product * product || conjugate == 0) {
      return (product + sign * root) / denominator;
    }
    return numerator / conjugate;
  }

  private static double square(double value) {
    return value * value;
  }
}
