package io.modelmon.math;

/**
 * Limit distribution of the Cramér–von Mises statistic: the integral of the squared Brownian
 * bridge, Σ Z²/(πk)².
 *
 * <p><b>Input:</b> x ≥ 0. <br>
 * <b>Output:</b> tail probability in [0, 1]. <br>
 * <b>Error:</b> relative error below 1e-11, also for tiny probabilities, down to the smallest
 * double. <br>
 * <b>Cost:</b> some hundred evaluations of sine and hyperbolic sine. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "N. Smirnov, Sur la distribution de ω², Comptes Rendus 202, 1936; T. W. Anderson and D. A.
 *     Darling, Asymptotic theory of certain goodness of fit criteria based on stochastic processes,
 *     Annals of Mathematical Statistics 23, 1952"
 */
public final class CramerVonMisesDistribution {

  /** Mean of the limit. */
  public static final double MEAN = 1.0 / 6;

  /** Variance of the limit. */
  public static final double VARIANCE = 1.0 / 45;

  private CramerVonMisesDistribution() {}

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
    return new QuadraticFormTail(
        CramerVonMisesDistribution::determinant, Math.PI * Math.PI / 2, MEAN);
  }

  /** D(s) = sin z/z with z = √(2s) = a + ib, and sin z = (i/2)·exp(−iz)·(1 − exp(2iz)). */
  private static void determinant(double re, double im, double[] value) {
    double modulus = 2 * Math.hypot(re, im);
    double a = Math.sqrt(Math.max(0, (modulus + 2 * re) / 2));
    double b = Math.sqrt(Math.max(0, (modulus - 2 * re) / 2)); // im is never negative
    double damping = Math.exp(-2 * b);
    double sine = Math.sin(a);
    double restRe = -Math.expm1(-2 * b) + 2 * damping * sine * sine;
    double restIm = -2 * damping * sine * Math.cos(a);
    value[0] = b + Math.log(Math.hypot(restRe, restIm) / (2 * Math.sqrt(modulus)));
    value[1] = Math.PI / 2 - a + Math.atan2(restIm, restRe) - Math.atan2(b, a);
  }
}
