package io.modelmon.math;

/**
 * Limit distribution of the scaled Kolmogorov–Smirnov statistic: the law of the largest absolute
 * value of a Brownian bridge.
 *
 * <p><b>Input:</b> x = √(n·m/(n+m))·D, x ≥ 0. <br>
 * <b>Output:</b> tail probability in [0, 1]. <br>
 * <b>Error:</b> relative error below 1e-12 wherever the result is a normal double, that is up to x
 * ≈ 18.8, also for tiny probabilities; beyond that the result runs down to 0. <br>
 * <b>Cost:</b> three exponentials, no allocation. <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote Two series that turn into each other under Poisson summation. Each is used where its
 *     second term is already below 1e-3 of its first, so no cancellation remains in the tail, and
 *     its fourth below the last digit.
 * @see "A. N. Kolmogorov, Sulla determinazione empirica di una legge di distribuzione, Giornale
 *     dell'Istituto Italiano degli Attuari 4, 1933; N. Smirnov, Table for estimating the goodness
 *     of fit of empirical distributions, Annals of Mathematical Statistics 19, 1948"
 */
public final class KolmogorovDistribution {

  /** Where the two series need the same number of terms; the tail is then about 0.12. */
  private static final double CROSSOVER = 1.18;

  private KolmogorovDistribution() {}

  /**
   * Returns the probability that the limit variable exceeds {@code x}.
   *
   * @param x scaled statistic; values ≤ 0 give 1, NaN gives NaN
   * @return a probability in [0, 1]
   */
  public static double survival(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    if (x <= 0) {
      return 1;
    }
    return x < CROSSOVER ? 1 - lowerSeries(x) : upperSeries(x);
  }

  /** Returns √(2π)/x · Σ exp(−(2k−1)²π²/(8x²)), the distribution function. */
  private static double lowerSeries(double x) {
    double unit = -Math.PI * Math.PI / (8 * x * x);
    double sum = Math.exp(unit) + Math.exp(9 * unit) + Math.exp(25 * unit);
    return Math.sqrt(2 * Math.PI) / x * sum;
  }

  /** Returns 2·Σ (−1)^(k−1)·exp(−2k²x²), the tail. */
  private static double upperSeries(double x) {
    double unit = -2 * x * x;
    double sum = Math.exp(unit) - Math.exp(4 * unit) + Math.exp(9 * unit);
    return 2 * sum;
  }
}
