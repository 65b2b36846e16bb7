package io.modelmon.math;

/**
 * Limit distribution of the Anderson–Darling statistic: the integral of the squared Brownian bridge
 * over its variance, Σ Z²/(k(k+1)).
 *
 * <p><b>Input:</b> x ≥ 0. <br>
 * <b>Output:</b> tail probability in [0, 1]. <br>
 * <b>Error:</b> relative error below 1e-11, also for tiny probabilities, down to the smallest
 * double. <br>
 * <b>Cost:</b> some hundred evaluations of a complex cosine. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "T. W. Anderson and D. A. Darling, Asymptotic theory of certain goodness of fit criteria
 *     based on stochastic processes, Annals of Mathematical Statistics 23, 1952"
 */
public final class AndersonDarlingDistribution {

  /** Variance of the limit; its mean is 1. */
  public static final double VARIANCE = 2 * (Math.PI * Math.PI - 9) / 3;

  private AndersonDarlingDistribution() {}

  /**
   * Returns the probability that the limit variable exceeds {@code x}.
   *
   * @param x statistic; values ≤ 0 give 1, NaN gives NaN
   * @return a probability in [0, 1]
   */
  public static double survival(double x) {
    return tail().survival(x);
  }

  /**
   * Returns the value that the limit variable exceeds with a given probability.
   *
   * @param probability upper tail probability, in (0, 0.5]
   */
  public static double criticalValue(double probability) {
    return tail().criticalValue(probability);
  }

  private static QuadraticFormTail tail() {
    return new QuadraticFormTail(AndersonDarlingDistribution::determinant, 1, 1);
  }

  /** D(s) = −cos z/(2πs) with z = (π/2)·√(1+8s) = a + ib, and cos z = ½·exp(−iz)·(1 + exp(2iz)). */
  private static void determinant(double re, double im, double[] value) {
    double real = 1 + 8 * re;
    double modulus = Math.hypot(real, 8 * im);
    double a = Math.PI / 2 * Math.sqrt(Math.max(0, (modulus + real) / 2));
    double b = Math.PI / 2 * Math.sqrt(Math.max(0, (modulus - real) / 2)); // im is never negative
    double damping = Math.exp(-2 * b);
    double cosine = Math.cos(a);
    double restRe = -Math.expm1(-2 * b) + 2 * damping * cosine * cosine;
    double restIm = 2 * damping * cosine * Math.sin(a);
    value[0] = b + Math.log(Math.hypot(restRe, restIm) / (4 * Math.PI * Math.hypot(re, im)));
    value[1] = Math.PI - a + Math.atan2(restIm, restRe) - Math.atan2(im, re);
  }
}
