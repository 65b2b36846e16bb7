package io.modelmon.math;

/**
 * Complementary error function, erfc(x) = 2/√π · ∫ₓ^∞ exp(−t²) dt: both tails of the normal
 * distribution at x·√2.
 *
 * <p><b>Input:</b> x ≥ 0. <br>
 * <b>Output:</b> a probability in [0, 1]. <br>
 * <b>Error:</b> relative error below 1e-15 plus what the rounding of x² leaves of the exponential,
 * also for tiny probabilities. <br>
 * <b>Cost:</b> some twenty multiplications and two exponentials. <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote Commons Math goes through the incomplete gamma function, which needs hundreds of terms
 *     in the middle of the range.
 * @see "W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of
 *     Computation 23, 1969"
 */
public final class ErrorFunction {

  private static final double ONE_OVER_ROOT_PI = 1 / Math.sqrt(Math.PI);

  /** Up to here 1 − erf(x) loses nothing. */
  private static final double SMALL = 0.46875;

  private static final double LARGE = 4;

  /** Beyond, the result is below the smallest double. */
  private static final double ZERO_FROM = 28;

  private static final double[] SMALL_NUMERATOR = {
    0.18577770618460315,
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694
  };

  private static final double[] SMALL_DENOMINATOR = {
    1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
  };

  private static final double[] MIDDLE_NUMERATOR = {
    2.1531153547440383E-8,
    0.5641884969886701,
    8.883149794388377,
    66.11919063714163,
    298.6351381974001,
    881.952221241769,
    1712.0476126340707,
    2051.0783778260716,
    1230.3393547979972
  };

  private static final double[] MIDDLE_DENOMINATOR = {
    1,
    15.744926110709835,
    117.6939508913125,
    537.1811018620099,
    1621.3895745666903,
    3290.7992357334597,
    4362.619090143247,
    3439.3676741437216,
    1230.3393548037495
  };

  private static final double[] LARGE_NUMERATOR = {
    0.016315387137302097,
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378
  };

  private static final double[] LARGE_DENOMINATOR = {
    1,
    2.568520192289822,
    1.8729528499234673,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918
  };

  private ErrorFunction() {}

  /**
   * Returns erfc(x).
   *
   * @param x ≥ 0; NaN gives NaN
   * @throws IllegalArgumentException when {@code x} is negative
   */
  public static double complement(double x) {
    if (x < 0) {
      throw new IllegalArgumentException("x must be >= 0, was " + x);
    }
    if (x <= SMALL) {
      double square = x * x;
      return 1 - x * ratio(SMALL_NUMERATOR, SMALL_DENOMINATOR, square);
    }
    if (x > ZERO_FROM) {
      return 0;
    }
    // exp(−x²) in two parts, the first of them with an exact exponent.
    double near = Math.floor(x * 16) / 16;
    double exponential = Math.exp(-near * near) * Math.exp(-(x - near) * (x + near));
    if (x <= LARGE) {
      return exponential * ratio(MIDDLE_NUMERATOR, MIDDLE_DENOMINATOR, x);
    }
    double inverse = 1 / (x * x);
    double rest = inverse * ratio(LARGE_NUMERATOR, LARGE_DENOMINATOR, inverse);
    return exponential * (ONE_OVER_ROOT_PI - rest) / x;
  }

  /** Returns a ratio of two polynomials, highest power first. */
  private static double ratio(double[] numerator, double[] denominator, double x) {
    double above = 0;
    double below = 0;
    for (int i = 0; i < numerator.length; i++) {
      above = above * x + numerator[i];
      below = below * x + denominator[i];
    }
    return above / below;
  }
}
