package io.modelmon.math;

import org.apache.commons.math3.special.Beta;

/**
 * Two-sided tail of Student's t distribution, and its inverse, for any positive degrees of freedom.
 *
 * <p><b>Input:</b> |t|, degrees of freedom {@code df} &gt; 0, not necessarily whole. <br>
 * <b>Output:</b> tail probability in [0, 1]; critical values &gt; 0. <br>
 * <b>Error:</b> relative error below 1e-10 for probabilities down to 1e-300 and {@code df} up to
 * 1e6; from there on an expansion around the normal law, below 1e-9 down to 1e-60. <br>
 * <b>Cost:</b> one incomplete beta or gamma function per tail, some ten per critical value. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "Student, The probable error of a mean, Biometrika 6, 1908; R. A. Fisher, Expansion of
 *     Student's integral in powers of 1/n, Metron 5, 1925"
 */
public final class StudentDistribution {

  /** Beyond this, x^(df/2) in the beta function loses more digits than the expansion does. */
  private static final double LARGE = 1e6;

  private static final int MAX_STEPS = 100;

  private StudentDistribution() {}

  /**
   * Returns the probability that a t variable exceeds {@code t} in absolute value.
   *
   * @param t value; its sign does not matter; NaN gives NaN
   * @param df degrees of freedom, &gt; 0 and finite
   * @return a probability in [0, 1]
   * @throws IllegalArgumentException unless {@code df} is positive and finite
   */
  public static double survival(double t, double df) {
    if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("degrees of freedom must be positive, was " + df);
    }
    double square = t * t;
    if (Double.isNaN(t) || square == 0) {
      return Double.isNaN(t) ? Double.NaN : 1;
    }
    if (square == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (df > LARGE) {
      double z = normalEquivalent(Math.abs(t), df);
      return ChiSquareDistribution.survival(z * z, 1);
    }
    // Each where its argument is far from 1, whose complement would lose digits.
    return square < 1
        ? 1 - Beta.regularizedBeta(square / (df + square), 0.5, df / 2)
        : Beta.regularizedBeta(df / (df + square), df / 2, 0.5);
  }

  /** Returns the normal value with the same tail, by Fisher's expansion. */
  private static double normalEquivalent(double t, double df) {
    double s = t * t;
    if (s > df / 100) {
      return Math.sqrt(df * Math.log1p(s / df)); // its tail is below the smallest double
    }
    double first = (s + 1) / 4;
    double second = ((13 * s + 8) * s + 3) / 96;
    double third = (((35 * s + 19) * s + 1) * s - 15) / 384;
    return t * (1 - (first - (second - third / df) / df) / df);
  }

  /**
   * Returns the value that a t variable exceeds in absolute value with probability {@code tail}.
   *
   * @param tail two-sided tail probability, in (0, 0.5]
   * @param df degrees of freedom, &gt; 0 and finite
   * @return the critical value, &gt; 0
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static double criticalValue(double tail, double df) {
    // A normal value is too small, and a t variable's tail falls with a power at most df.
    double low = Math.sqrt(ChiSquareDistribution.criticalValue(tail, 1));
    double high = 2 * low;
    while (survival(high, df) > tail) {
      high *= 2;
    }
    double lowExcess = Math.log(survival(low, df) / tail);
    double highExcess = Math.log(survival(high, df) / tail);
    // False position on the logarithm of the tail, each stale end halved.
    for (int step = 0; step < MAX_STEPS && lowExcess > 0; step++) {
      double x = low + (high - low) * lowExcess / (lowExcess - highExcess);
      double excess = Math.log(survival(x, df) / tail);
      if (Math.abs(excess) < 1e-13 || high - low < 1e-14 * high) {
        return x;
      }
      if (excess > 0) {
        low = x;
        lowExcess = excess;
        highExcess /= 2;
      } else {
        high = x;
        highExcess = excess;
        lowExcess /= 2;
      }
    }
    return low;
  }
}
