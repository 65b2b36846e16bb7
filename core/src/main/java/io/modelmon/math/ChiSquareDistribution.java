package io.modelmon.math;

import org.apache.commons.math3.special.Gamma;

/**
 * Upper tail of the chi-square distribution, and its inverse, for any positive degrees of freedom.
 *
 * <p><b>Input:</b> x ≥ 0, degrees of freedom {@code df} &gt; 0, not necessarily whole. <br>
 * <b>Output:</b> tail probability in [0, 1]; critical values ≥ 0. <br>
 * <b>Error:</b> relative error below 1e-11 for {@code df} ≤ 1,000, also for tiny probabilities;
 * below the smallest double the tail is 0. <br>
 * <b>Cost:</b> one incomplete gamma function per tail, far less for one degree of freedom; at most
 * some ten per critical value. <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote Commons Math's own distribution class inverts with a general root finder to an absolute
 *     accuracy of 1e-9; Newton steps from Wilson and Hilferty's start are faster and reach the
 *     accuracy of the tail itself.
 * @see "E. B. Wilson and M. M. Hilferty, The distribution of chi-square, PNAS 17, 1931"
 */
public final class ChiSquareDistribution {

  /** Ten are enough but for a small fraction of a degree, whose law begins near 1e-300. */
  private static final int MAX_STEPS = 400;

  private ChiSquareDistribution() {}

  /**
   * Returns the probability that a chi-square variable exceeds {@code x}.
   *
   * @param x value; ≤ 0 gives 1, NaN gives NaN
   * @param df degrees of freedom, &gt; 0 and finite
   * @return a probability in [0, 1]
   * @throws IllegalArgumentException unless {@code df} is positive and finite
   */
  public static double survival(double x, double df) {
    requirePositive(df);
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    if (x <= 0) {
      return 1;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double half = x / 2;
    if (df == 1) { // the square of a normal variable
      return ErrorFunction.complement(Math.sqrt(half));
    }
    return Math.min(1, Gamma.regularizedGammaQ(df / 2, half));
  }

  /**
   * Returns the value that a chi-square variable exceeds with probability {@code tail}.
   *
   * @param tail upper tail probability, in (0, 0.5]
   * @param df degrees of freedom, &gt; 0 and finite
   * @return the critical value, &gt; 0; about 0 below the smallest double
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static double criticalValue(double tail, double df) {
    requirePositive(df);
    if (!(tail > 0 && tail <= 0.5)) {
      throw new IllegalArgumentException("tail must be in (0, 0.5], was " + tail);
    }
    double low = 0;
    double high = Double.MAX_VALUE;
    double x = wilsonHilferty(tail, df);
    for (int step = 0; step < MAX_STEPS; step++) {
      double survival = survival(x, df);
      if (survival > tail) {
        low = x;
      } else {
        high = x;
      }
      // Newton on the logarithm of the tail, which is nearly straight, so the start hardly matters.
      double next = x + Math.log(survival / tail) * survival / density(x, df);
      if (!(next > low && next < high)) {
        next = high == Double.MAX_VALUE ? 2 * x : between(low, high);
      }
      if (Math.abs(next - x) <= 1e-14 * x) {
        return next;
      }
      x = next;
    }
    return x;
  }

  /** Returns a point inside, by whole binary orders as long as there is no lower end. */
  private static double between(double low, double high) {
    return low > 0 ? (low + high) / 2 : high / 16;
  }

  private static double wilsonHilferty(double tail, double df) {
    // The quantile of the normal law only has to be good enough to start from.
    double t = Math.sqrt(-2 * Math.log(tail));
    double z = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t));
    double c = 2 / (9 * df);
    double root = 1 - c + z * Math.sqrt(c);
    return Math.max(df * root * root * root, 1e-3);
  }

  private static double density(double x, double df) {
    double a = df / 2;
    return 0.5 * Math.exp((a - 1) * Math.log(x / 2) - x / 2 - Gamma.logGamma(a));
  }

  private static void requirePositive(double df) {
    if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("degrees of freedom must be positive, was " + df);
    }
  }
}
