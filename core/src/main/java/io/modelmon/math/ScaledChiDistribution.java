package io.modelmon.math;

import org.apache.commons.math3.special.Gamma;

/**
 * Law of s·χ(ν), a multiple of a chi variable, fitted to the first two moments of a positive
 * variable.
 *
 * <p>Approximates weighted sums of absolute values of correlated normal variables, the law of total
 * variation and of the Wasserstein distance when nothing has drifted: exact when there is one term
 * (ν = 1), normal in the limit of many independent ones.
 *
 * <p><b>Input:</b> mean and mean square of the variable. <br>
 * <b>Output:</b> tail probabilities in [0, 1], critical values in the variable's unit. <br>
 * <b>Error:</b> that of the approximation; see the classes that use it. <br>
 * <b>Cost:</b> some fifty log-gamma functions to fit, no allocation beyond the result. <br>
 * <b>Threads:</b> immutable.
 *
 * @param degreesOfFreedom ν ≥ 1
 * @param scale s &gt; 0
 */
public record ScaledChiDistribution(double degreesOfFreedom, double scale) {

  /** Beyond this the law is normal to the precision that matters. */
  private static final double MAX_DEGREES = 1e6;

  /** From here on the series has all digits; log-gamma functions lose ever more of them. */
  private static final double SERIES_FROM = 32;

  /**
   * Returns the law with a given mean and mean square.
   *
   * @param mean mean, &gt; 0
   * @param meanSquare mean of the square, ≥ mean²
   * @return the law; ν is held in [1, 1,000,000], and the mean square is met exactly
   * @throws IllegalArgumentException unless 0 &lt; mean and mean² ≤ meanSquare, give or take
   *     rounding
   */
  public static ScaledChiDistribution ofMoments(double mean, double meanSquare) {
    double ratio = mean * mean / meanSquare;
    if (!(mean > 0 && ratio <= 1 + 1e-9)) {
      throw new IllegalArgumentException(
          "moments must satisfy 0 < mean² <= mean square, were " + mean + " and " + meanSquare);
    }
    double low = 1;
    double high = MAX_DEGREES;
    // Bisection on a logarithmic scale: the ratio of a chi variable rises with ν.
    for (int step = 0; step < 50; step++) {
      double middle = Math.sqrt(low * high);
      if (momentRatio(middle) < ratio) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double degrees = Math.sqrt(low * high);
    return new ScaledChiDistribution(degrees, Math.sqrt(meanSquare / degrees));
  }

  /** Returns (E χ)²/E χ² of a chi variable with {@code nu} degrees of freedom. */
  private static double momentRatio(double nu) {
    double half = nu / 2;
    if (nu < SERIES_FROM) {
      double logMean = Gamma.logGamma(half + 0.5) - Gamma.logGamma(half);
      return Math.exp(2 * logMean) / half;
    }
    double s = 1 / (half * half);
    double series =
        1.0 / 8 - s * (1.0 / 192 - s * (1.0 / 640 - s * (17.0 / 14336 - s * (31.0 / 18432))));
    return Math.exp(-2 * series / half);
  }

  /**
   * Returns the probability that the variable exceeds {@code x}.
   *
   * @param x value; ≤ 0 gives 1
   */
  public double survival(double x) {
    double root = x / scale;
    return x <= 0 ? 1 : ChiSquareDistribution.survival(root * root, degreesOfFreedom);
  }

  /**
   * Returns the value that the variable exceeds with probability {@code tail}.
   *
   * @param tail upper tail probability, in (0, 0.5]
   */
  public double criticalValue(double tail) {
    return scale * Math.sqrt(ChiSquareDistribution.criticalValue(tail, degreesOfFreedom));
  }
}
