package io.modelmon.math;

/**
 * Tail probability of Q = Σ λ·Z², a positive weighted sum of squares of independent normal
 * variables, finite or infinite, known by its determinant D(s) = Π (1 − 2λs).
 *
 * <p>P(Q &gt; x) is the integral of exp(−sx)/(s·√D(s)) over a contour that passes between the pole
 * at 0 and the first zero of D. The contour is a parabola through the saddle point, open to the
 * right around the zeros: there the integrand falls like a normal density, does not oscillate and
 * is of the size of the result, so that the trapezoidal rule converges geometrically and a
 * probability of 1e-100 is as accurate as one of 0.1. For x below the mean the contour passes left
 * of 0 instead and gives 1 − P.
 *
 * @see "S. O. Rice, Distribution of quadratic forms in normal random variables: evaluation by
 *     numerical integration, SIAM Journal on Scientific and Statistical Computing 1, 1980; J. A. C.
 *     Weideman and L. N. Trefethen, Parabolic and hyperbolic contours for computing the Bromwich
 *     integral, Mathematics of Computation 76, 2007"
 */
final class QuadraticFormTail {

  /** Negative logarithm of what the trapezoidal rule and the cut of the contour may leave. */
  private static final double DIGITS = 42;

  /** Below exp of this, a double is 0. */
  private static final double SMALLEST_EXPONENT = -760;

  private static final int GOLDEN_STEPS = 16;
  private static final int MAX_NODES = 20_000;

  /** Some ten are enough; a law without one, or with a mean of 0, must not search for ever. */
  private static final int MAX_STEPS = 200;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** The determinant at complex points. */
  interface Determinant {

    /**
     * Computes ln D(re + i·im), as [logarithm of the modulus, phase].
     *
     * @param re below the first zero when {@code im} is 0
     * @param im ≥ 0
     * @param value where to put it; the phase is continuous from 0 on the real axis, so it is not
     *     held in (−π, π], and is not used where {@code im} is 0
     */
    void evaluate(double re, double im, double[] value);
  }

  private final Determinant determinant;
  private final double firstZero;
  private final double mean;
  private final double[] value = new double[2];

  /**
   * Creates the law of one sum.
   *
   * @param determinant D
   * @param firstZero 1/(2λ) of the largest weight, or a little below
   * @param mean Σ λ
   */
  QuadraticFormTail(Determinant determinant, double firstZero, double mean) {
    this.determinant = determinant;
    this.firstZero = firstZero;
    this.mean = mean;
  }

  /**
   * Returns the probability that Q exceeds {@code x}.
   *
   * @param x value; ≤ 0 gives 1, NaN gives NaN
   */
  double survival(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    if (x <= 0) {
      return 1;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (x > mean) {
      double end = Math.sqrt(firstZero);
      double w = end * saddle(x, firstZero, 0.0, 1.0, end);
      return Math.min(1, integral(x, firstZero, w, Math.min(w, end - w)));
    }
    // Along s = −w² on a logarithmic scale, from far right of every saddle to far left.
    double w = Math.exp(saddle(x, 0, -0.5 * Math.log(mean) - 6, -0.5 * Math.log(x) + 4, 0));
    return Math.max(0, Math.min(1, 1 + integral(x, 0, w, w)));
  }

  /**
   * Returns the value that Q exceeds with probability {@code tail}.
   *
   * @param tail in (0, 0.5]
   */
  double criticalValue(double tail) {
    double low = mean;
    double lowExcess = Math.log(survival(low) / tail);
    if (lowExcess <= 0) {
      low = 0; // a law with one heavy weight, at a tail close to a half
      lowExcess = -Math.log(tail);
    }
    double high = 2 * mean;
    double highExcess = Math.log(survival(high) / tail);
    for (int step = 0; highExcess > 0 && step < MAX_STEPS; step++) {
      double slope = (lowExcess - highExcess) / (high - low); // falls further out, if at all
      low = high;
      lowExcess = highExcess;
      high = low + 1.1 * lowExcess / slope + 0.1 * mean;
      highExcess = Math.log(survival(high) / tail);
    }
    // False position on the logarithm of the tail, which is nearly straight; an end that stays
    // twice in a row counts half.
    int stayed = 0;
    double x = high;
    for (int step = 0; step < MAX_STEPS; step++) {
      x = low + (high - low) * lowExcess / (lowExcess - highExcess);
      double excess = Math.log(survival(x) / tail);
      if (Math.abs(excess) < 1e-11 || high - low < 1e-13 * high) {
        return x;
      }
      if (excess > 0) {
        low = x;
        lowExcess = excess;
        highExcess /= stayed > 0 ? 2 : 1;
        stayed = 1;
      } else {
        high = x;
        highExcess = excess;
        lowExcess /= stayed < 0 ? 2 : 1;
        stayed = -1;
      }
    }
    return x;
  }

  /**
   * Returns where exp(−sx)/(|s|·√D(s)) is least: the fraction w/end with s = firstZero − w² right
   * of 0, or ln w with s = −w² left of it. A golden section is enough, because any point is
   * correct.
   */
  private double saddle(double x, double focus, double from, double to, double end) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = height(x, focus, end > 0 ? end * left : Math.exp(left));
    double atRight = height(x, focus, end > 0 ? end * right : Math.exp(right));
    for (int step = 0; step < GOLDEN_STEPS; step++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = height(x, focus, end > 0 ? end * left : Math.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = height(x, focus, end > 0 ? end * right : Math.exp(right));
      }
    }
    return atLeft <= atRight ? left : right;
  }

  /** Returns the logarithm of the integrand on the real axis. */
  private double height(double x, double focus, double w) {
    double s = focus - w * w;
    if (s == 0) {
      return Double.POSITIVE_INFINITY;
    }
    determinant.evaluate(s, 0, value);
    double height = -0.5 * value[0] - s * x - Math.log(Math.abs(s));
    return Double.isNaN(height) ? Double.POSITIVE_INFINITY : height;
  }

  /**
   * Returns (1/2πi)·∫ exp(−sx)/(s·√D(s)) ds along s = focus − (w − iθ)².
   *
   * @param width how far the integrand is analytic on either side of the contour, in θ
   */
  private double integral(double x, double focus, double w, double width) {
    // The second bound is that of the normal density itself.
    double step = Math.min(2 * Math.PI * width / DIGITS, Math.PI / Math.sqrt(DIGITS * x));
    double center = focus - w * w;
    determinant.evaluate(center, 0, value);
    double logModulus = value[0];
    double exponent = -center * x - logModulus / 2;
    if (exponent < (focus == 0 ? -DIGITS : SMALLEST_EXPONENT)) {
      return 0; // left of 0 the result is only taken from 1
    }
    double sum = w / center; // half the term at θ = 0
    for (int node = 1; node < MAX_NODES; node++) {
      double theta = node * step;
      double re = center + theta * theta;
      double im = 2 * w * theta;
      determinant.evaluate(re, im, value);
      double decay = x * theta * theta + (value[0] - logModulus) / 2;
      if (decay > DIGITS) {
        break;
      }
      double angle = im * x + value[1] / 2; // of 1/(exp(sx)·√D), negated
      double cosine = Math.cos(angle);
      double sine = Math.sin(angle);
      // Im[exp(−i·angle)·2(θ+iw)/s]
      double square = re * re + im * im;
      double ratioRe = 2 * (theta * re + w * im) / square;
      double ratioIm = 2 * (w * re - theta * im) / square;
      sum += Math.exp(-decay) * (ratioIm * cosine - ratioRe * sine);
    }
    return Math.exp(exponent) * sum * step / Math.PI;
  }
}
