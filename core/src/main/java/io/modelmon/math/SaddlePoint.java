package io.modelmon.math;

import org.apache.commons.math3.special.Gamma;

/**
 * Logarithms of the Poisson, binomial and hypergeometric probabilities in Loader's saddle-point
 * form, which keeps its digits where differences of log-gamma functions lose them.
 *
 * <p><b>Input:</b> counts; the Poisson form also takes fractional ones. <br>
 * <b>Output:</b> logarithms of probabilities, ≤ 0 for whole counts. <br>
 * <b>Error:</b> absolute error of the logarithm below 1e-13 plus 1e-15 of its size. <br>
 * <b>Cost:</b> a few logarithms; below fifteen a log-gamma function. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "C. Loader, Fast and accurate computation of binomial probabilities, 2000"
 */
public final class SaddlePoint {

  /** From here on the asymptotic series of the Stirling error has all digits. */
  private static final double SERIES_FROM = 16;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private SaddlePoint() {}

  /**
   * Returns x·ln(x/m) + m − x, without cancellation where x is near m.
   *
   * @param x ≥ 0
   * @param m &gt; 0
   * @return the deviance, ≥ 0; {@code m} when {@code x} is 0
   */
  public static double deviance(double x, double m) {
    if (x == 0) {
      return m;
    }
    double difference = x - m;
    double v = difference / (x + m);
    if (Math.abs(v) >= 0.1) {
      return x * Math.log(x / m) + m - x;
    }
    double sum = difference * v;
    double power = 2 * x * v;
    for (int k = 3; ; k += 2) {
      power *= v * v;
      double next = sum + power / k;
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }

  /**
   * Returns the logarithm of e^(−m)·m^x / Γ(x+1).
   *
   * @param x ≥ 0, not necessarily whole
   * @param m mean, &gt; 0
   */
  public static double logPoisson(double x, double m) {
    if (x == 0) {
      return -m;
    }
    return -stirlingError(x) - deviance(x, m) - HALF_LOG_TWO_PI - 0.5 * Math.log(x);
  }

  /**
   * Returns the logarithm of the probability of {@code hits} marked items in a sample without
   * replacement.
   *
   * @param hits marked items in the sample, possible with the other numbers
   * @param drawn size of the sample
   * @param marked marked items in all, ≤ total
   * @param total items in all, &gt; 0
   */
  public static double logHypergeometric(double hits, double drawn, double marked, double total) {
    double rest = total - drawn;
    if (drawn == 0 || rest == 0) {
      return 0;
    }
    return logBinomial(hits, marked, drawn / total, rest / total)
        + logBinomial(drawn - hits, total - marked, drawn / total, rest / total)
        - logBinomial(drawn, total, drawn / total, rest / total);
  }

  private static double logBinomial(double x, double n, double p, double q) {
    if (n == 0) {
      return 0;
    }
    if (x == 0) {
      return p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q);
    }
    if (x == n) {
      return q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p);
    }
    double rest = n - x;
    double errors = stirlingError(n) - stirlingError(x) - stirlingError(rest);
    double deviances = deviance(x, n * p) + deviance(rest, n * q);
    return errors - deviances - HALF_LOG_TWO_PI - 0.5 * (Math.log(x) + Math.log(rest / n));
  }

  /** Returns ln Γ(x+1) less Stirling's approximation, x &gt; 0. */
  private static double stirlingError(double x) {
    if (x < SERIES_FROM) {
      return Gamma.logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
    }
    double s = 1 / (x * x);
    double series = 1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360)));
    return (1.0 / 12 - s * (1.0 / 360 - s * series)) / x;
  }
}
