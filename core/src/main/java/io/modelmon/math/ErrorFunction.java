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
    1.85777706184603153e-1,
    3.16112374387056560,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3
  };

  private static final double[] SMALL_DENOMINATOR = {
    1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
  };

  private static final double[] MIDDLE_NUMERATOR = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };

  private static final double[] MIDDLE_DENOMINATOR = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };

  private static final double[] LARGE_NUMERATOR = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };

  private static final double[] LARGE_DENOMINATOR = {
    1,
    2.56852019228982242,
    1.87295284992346725,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
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
