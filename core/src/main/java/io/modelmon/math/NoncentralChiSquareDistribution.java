package io.modelmon.math;

/**
 * Both tails of the noncentral chi-square distribution, and their inverse in the noncentrality.
 *
 * <p>The law of a divergence between two samples when the distributions do differ; the inverse
 * turns an observed divergence into a confidence interval.
 *
 * <p><b>Input:</b> x ≥ 0, degrees of freedom &gt; 0, noncentrality in [0, 1e9]. <br>
 * <b>Output:</b> probabilities in [0, 1]. <br>
 * <b>Error:</b> relative error of either tail below 1e-11 times the size of its logarithm, up to a
 * noncentrality of 1e6 below 1e-10; the inverse is as good as the tails. <br>
 * <b>Cost:</b> some 20·√(1 + noncentrality) multiplications per tail, some ten tails per inverse.
 * <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote A Poisson mixture of central laws. Only the smaller tail is summed, and in the
 *     direction in which the recursion over the degrees of freedom adds and never subtracts,
 *     starting from where the terms are still negligible.
 * @see "D. Benton and K. Krishnamoorthy, Computing discrete mixtures of continuous distributions,
 *     Computational Statistics and Data Analysis 43, 2003; C. G. Ding, Algorithm AS 275, Applied
 *     Statistics 41, 1992"
 */
public final class NoncentralChiSquareDistribution {

  /** Largest noncentrality that is summed; the number of terms grows with its root. */
  public static final double MAX_NONCENTRALITY = 1e9;

  /** Terms below this share of the largest do not count. */
  private static final double NEGLIGIBLE = 1e-20;

  /** A smaller noncentrality leaves no trace in a double. */
  private static final double SMALLEST_NONCENTRALITY = 1e-30;

  private static final int MAX_STEPS = 100;

  private NoncentralChiSquareDistribution() {}

  /**
   * Returns the probability of at most {@code x}.
   *
   * @param x value; ≤ 0 gives 0
   * @param df degrees of freedom, &gt; 0 and finite
   * @param noncentrality in [0, {@link #MAX_NONCENTRALITY}]
   * @throws IllegalArgumentException when an argument is outside its range or NaN
   */
  public static double cumulative(double x, double df, double noncentrality) {
    require(x, df, noncentrality);
    if (x <= 0) {
      return 0;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 1;
    }
    return x <= df + noncentrality
        ? Math.min(1, lowerTail(x / 2, df / 2, mean(noncentrality)))
        : Math.max(0, 1 - upperTail(x / 2, df / 2, mean(noncentrality)));
  }

  /**
   * Returns the probability of more than {@code x}.
   *
   * @param x value; ≤ 0 gives 1
   * @param df degrees of freedom, &gt; 0 and finite
   * @param noncentrality in [0, {@link #MAX_NONCENTRALITY}]
   * @throws IllegalArgumentException when an argument is outside its range or NaN
   */
  public static double survival(double x, double df, double noncentrality) {
    require(x, df, noncentrality);
    if (x <= 0) {
      return 1;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return x <= df + noncentrality
        ? Math.max(0, 1 - lowerTail(x / 2, df / 2, mean(noncentrality)))
        : Math.min(1, upperTail(x / 2, df / 2, mean(noncentrality)));
  }

  /**
   * Returns the noncentrality at which {@code x} is exceeded with probability {@code tail}: a lower
   * confidence bound at level 1 − {@code tail} when {@code x} was observed.
   *
   * @param x observed value, in [0, 1e8]
   * @param df degrees of freedom, &gt; 0 and finite
   * @param tail in (0, 0.5]
   * @return the noncentrality; 0 when even the central law exceeds {@code x} that often
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static double lowerBound(double x, double df, double tail) {
    requireObserved(x, tail);
    return survival(x, df, 0) >= tail ? 0 : solve(x, df, tail, true);
  }

  /**
   * Returns the noncentrality at which {@code x} is not exceeded with probability {@code tail}: an
   * upper confidence bound at level 1 − {@code tail} when {@code x} was observed.
   *
   * @param x observed value, in [0, 1e8]
   * @param df degrees of freedom, &gt; 0 and finite
   * @param tail in (0, 0.5]
   * @return the noncentrality; 0 when even the central law stays below {@code x} no more often
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static double upperBound(double x, double df, double tail) {
    requireObserved(x, tail);
    return cumulative(x, df, 0) <= tail ? 0 : solve(x, df, tail, false);
  }

  /** Returns the mean of the Poisson weights. */
  private static double mean(double noncentrality) {
    return noncentrality < SMALLEST_NONCENTRALITY ? 0 : noncentrality / 2;
  }

  /** Finds the root in √noncentrality, in which the logarithm of a tail is smooth throughout. */
  private static double solve(double x, double df, double tail, boolean lower) {
    double low = 0;
    double high = Math.sqrt(x) + 1;
    double lowExcess = excess(x, df, low, tail, lower);
    double highExcess = excess(x, df, high, tail, lower);
    while (Math.signum(highExcess) == Math.signum(lowExcess)) {
      low = high;
      lowExcess = highExcess;
      high = 1.25 * high + 2;
      highExcess = excess(x, df, high, tail, lower);
    }
    for (int step = 0; step < MAX_STEPS && high - low > 4e-16 * high; step++) {
      double root = (low * highExcess - high * lowExcess) / (highExcess - lowExcess);
      if (!(root > low && root < high)) {
        root = (low + high) / 2;
      }
      double value = excess(x, df, root, tail, lower);
      if (Math.abs(value) < 1e-13) {
        return root * root;
      }
      if (Math.signum(value) == Math.signum(highExcess)) {
        high = root;
        highExcess = value;
        lowExcess /= 2; // Illinois: a stale end must not hold the secant back
      } else {
        low = root;
        lowExcess = value;
        highExcess /= 2;
      }
    }
    double root = (low + high) / 2;
    return root * root;
  }

  private static double excess(double x, double df, double root, double tail, boolean lower) {
    double noncentrality = root * root;
    double probability = lower ? survival(x, df, noncentrality) : cumulative(x, df, noncentrality);
    return Math.log(Math.max(probability, Double.MIN_NORMAL) / tail);
  }

  /**
   * Returns Σ w(j)·P(a+j, h) for h ≤ a + l: w(j) the Poisson probability with mean l, P the
   * regularised incomplete gamma function, g(j) = h^(a+j)·e^(−h)/Γ(a+j+1) its decrement. Runs
   * downwards, with P(a+j)/g(j) in place of P, which neither overflows nor vanishes.
   */
  private static double lowerTail(double h, double a, double l) {
    double peak = peak(h, a, l);
    double top = peak;
    for (double ratio = 1; l > 0 && ratio > NEGLIGIBLE; top++) {
      ratio *= l / (top + 1) * (h / (a + top + 1));
    }
    double product = 1;
    double ratio = seriesOfP(a + top, h);
    double sum = ratio;
    for (double j = top; j >= 1; j--) {
      product *= j / l * ((a + j) / h);
      ratio = 1 + ratio * (h / (a + j));
      double term = product * ratio;
      sum += term;
      if (j < peak && term < NEGLIGIBLE * sum) {
        break;
      }
    }
    return Math.exp(logTerm(top, h, a, l) + Math.log(sum));
  }

  /**
   * Returns Σ w(j)·Q(a+j, h) for h &gt; a + l, Q = 1 − P; runs upwards, with Q(a+j)/g(j) in place
   * of Q.
   */
  private static double upperTail(double h, double a, double l) {
    double peak = peak(h, a, l);
    double bottom = peak;
    for (double ratio = 1; bottom >= 1 && ratio > NEGLIGIBLE; bottom--) {
      ratio *= bottom / l * ((a + bottom) / h);
    }
    double product = 1;
    double ratio = fractionOfQ(a + bottom, h);
    double sum = ratio;
    for (double j = bottom; ; j++) {
      product *= l / (j + 1) * (h / (a + j + 1));
      ratio = (ratio + 1) * ((a + j + 1) / h);
      double term = product * ratio;
      sum += term;
      if (j > peak && term < NEGLIGIBLE * sum) {
        return Math.exp(logTerm(bottom, h, a, l) + Math.log(sum));
      }
    }
  }

  /** Returns where w(j)·g(j) is largest: (j+1)·(a+j+1) = l·h. */
  private static double peak(double h, double a, double l) {
    double root = (Math.sqrt(a * a + 4 * l * h) - a) / 2 - 1;
    return Math.max(0, Math.floor(root));
  }

  /** Returns ln(w(j)·g(j)). */
  private static double logTerm(double j, double h, double a, double l) {
    double weight = l == 0 ? 0 : SaddlePoint.logPoisson(j, l);
    return weight + SaddlePoint.logPoisson(a + j, h);
  }

  /** Returns P(b, h)/g = 1 + h/(b+1) + h²/((b+1)(b+2)) + …. */
  private static double seriesOfP(double b, double h) {
    double term = 1;
    double sum = 1;
    for (double k = b + 1; term > 1e-17 * sum; k++) {
      term *= h / k;
      sum += term;
    }
    return sum;
  }

  /** Returns Q(b, h)/g for h &gt; b, by Legendre's continued fraction. */
  private static double fractionOfQ(double b, double h) {
    double tiny = 1e-300;
    double partial = h + 1 - b;
    double c = 1 / tiny;
    double d = 1 / partial;
    double fraction = d;
    for (int i = 1; ; i++) {
      double factor = -i * (i - b);
      partial += 2;
      d = factor * d + partial;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = partial + factor / c;
      c = Math.abs(c) < tiny ? tiny : c;
      double change = c * d;
      fraction *= change;
      if (Math.abs(change - 1) < 1e-15) {
        return fraction * b;
      }
    }
  }

  private static void require(double x, double df, double noncentrality) {
    if (Double.isNaN(x)) {
      throw new IllegalArgumentException("x must be a number, was NaN");
    }
    if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("degrees of freedom must be positive, was " + df);
    }
    if (!(noncentrality >= 0 && noncentrality <= MAX_NONCENTRALITY)) {
      throw new IllegalArgumentException("noncentrality must be in [0, 1e9], was " + noncentrality);
    }
  }

  private static void requireObserved(double x, double tail) {
    if (!(x >= 0 && x <= MAX_NONCENTRALITY / 10)) {
      throw new IllegalArgumentException("x must be in [0, 1e8], was " + x);
    }
    if (!(tail > 0 && tail <= 0.5)) {
      throw new IllegalArgumentException("tail must be in (0, 0.5], was " + tail);
    }
  }
}
