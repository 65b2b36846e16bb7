package io.modelmon.math;

/**
 * Number of independent values that a serially dependent sample is worth: n/τ with τ = (1+r)/(1−r),
 * the variance inflation of the mean of a first-order autoregressive series with lag-1
 * autocorrelation r.
 *
 * <p>Serving traffic comes in runs, and tests that take it for independent alarm all the time. Take
 * r from the positions of the values in the reference distribution, not from raw values: these
 * decide how distribution functions vary, and no heavy tail can hide the dependence.
 *
 * <p><b>Input:</b> sample size and autocorrelations at lag 1 and, for the inflations, lag 2. <br>
 * <b>Output:</b> effective size in [1, n], or 0 when n is 0; or the inflation n / effective size.
 * <br>
 * <b>Error:</b> right for first-order dependence, and with lag 2 also for a first-order series that
 * is seen through noise; one that is cut into two levels has {@link #inflationOfShare}, while a few
 * levels, like other long memory, are worth somewhat less than they seem. <br>
 * <b>Cost:</b> constant. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> n = 0 gives 0 and n = 1 gives 1; an undefined r (one value, or all equal)
 * counts as 0; negative r never gives more than n.
 *
 * @see "G. V. Bayley and J. M. Hammersley, The 'effective' number of independent observations in an
 *     autocorrelated time series, Supplement to the JRSS 8, 1946; F. H. C. Marriott and J. A. Pope,
 *     Bias in the estimation of autocorrelations, Biometrika 41, 1954; M. G. Kendall, Note on bias
 *     in the estimation of autocorrelation, Biometrika 41, 1954"
 */
public final class EffectiveSampleSize {

  /** Standard errors from which on an autocorrelation is believed enough to divide by it. */
  private static final double SIGNIFICANT = 3;

  /** (z² + 1)/2 at a two-sided 0.1 %: (t/z)² is 1 + this over the degrees of freedom, nearly. */
  private static final double STUDENT = 5.9;

  /** Degrees of freedom below which a series is too short for its decay to be seen. */
  private static final double LEAST_FREEDOM = 10;

  /** Likewise at a two-sided 1 %, the sharpest level that is promised of means. */
  private static final double STUDENT_SHARE = 3.8;

  /** Standard errors of the decay of a share's correlations below which it is not believed. */
  private static final double LEAST_DECAY = 1.5;

  /** How much slower than between lags 1 and 2 the correlations of a cut series decay later. */
  private static final double SLOWER = 0.65;

  private EffectiveSampleSize() {}

  /**
   * Returns the effective size of a sample.
   *
   * @param n sample size, ≥ 0
   * @param lag1 lag-1 autocorrelation, as {@link #correctedLag1} gives it; held in [0, 1], NaN is 0
   * @return n/τ, in [1, n]; 0 when n is 0
   * @throws IllegalArgumentException when {@code n} is negative
   */
  public static double of(long n, double lag1) {
    if (n < 0) {
      throw new IllegalArgumentException("n must be >= 0, was " + n);
    }
    if (n == 0) {
      return 0;
    }
    double r = Double.isNaN(lag1) ? 0 : Math.max(0, Math.min(1, lag1));
    return Math.max(1, n * (1 - r) / (1 + r));
  }

  /**
   * Returns by how much dependence inflates the variance of a mean: the larger of (1+r₁)/(1−r₁) and
   * 1 + 2·r₁/(1−r₂/r₁), the inflation of autocorrelations that decay from lag 1 on at the rate seen
   * between lags 1 and 2. Cutting a first-order series into levels, or adding noise, lowers all
   * autocorrelations alike, and the first formula then sees far too little; where r₁ is not
   * significant their ratio means nothing and the first stands alone. A significant inflation is
   * itself uncertain, like a variance with n·(1−r₁²)/2 degrees of freedom, and is widened as
   * Student's t widens a normal interval at a two-sided 0.1 %; below ten of them too little is
   * known for either, and the first formula stands alone as well.
   *
   * @param lag1 estimate about the sample mean; NaN counts as 0
   * @param lag2 likewise at lag 2; NaN where unknown
   * @param n sample size they were taken from
   * @return at least 1
   */
  public static double inflation(double lag1, double lag2, long n) {
    double first = correctedLag1(lag1, n);
    double plain = n == 0 ? 1 : n / of(n, first);
    double freedom = n * (1 - first * first) / 2;
    if (!isSignificant(first, freedom, n) || Double.isNaN(lag2)) {
      return Math.max(1, plain);
    }
    double second = correctedLag2(lag1, lag2, n);
    double decay = Math.max(1 / Math.sqrt((double) n), 1 - second / first);
    return (1 + STUDENT / freedom) * Math.max(plain, 1 + 2 * first / decay);
  }

  /**
   * Returns by how much dependence inflates the variance of a share, from the autocorrelations of
   * its hits (1) and misses (0).
   *
   * <p>Two levels that are cut from an autoregressive series forget slower and slower: with
   * correlation 0.9 the halves have 0.71, 0.60, 0.52, …, an inflation of 13.2, and the decay from
   * lag 1 to 2 alone gives 10. How far that decay d is from the one of a first-order series, 1 −
   * r₁, tells how much: 1 + 2·r₁/d·(1 + 0.65·(1−d)²·max(0, 1−d−r₁)/d) is within 7 % of the truth
   * for correlations to 0.9 and shares from 0.01 to 0.99 (a tenth too small at 0.95, more than a
   * quarter at 0.98), and exact for a chain of two states.
   *
   * <p>What is known of d follows from the m rarer outcomes alone: its standard error is 1/√m, so
   * the inflation is as uncertain as a variance with 2·m·d² degrees of freedom, and is widened as
   * Student's t at a two-sided 1 %. Only a significant r₁ is treated like that, as in {@link
   * #inflation}. A series that holds none, or one, of its rarer outcome shows no dependence,
   * whatever it has.
   *
   * @param lag1 estimate about the sample mean; NaN counts as 0
   * @param lag2 likewise at lag 2; NaN where unknown
   * @param hits how many of the values are 1, in [0, n]
   * @param n sample size they were taken from
   * @return at least 1
   */
  public static double inflationOfShare(double lag1, double lag2, long hits, long n) {
    double first = correctedLag1(lag1, n);
    double freedom = n * (1 - first * first) / 2;
    long rarer = Math.min(hits, n - hits);
    if (rarer < 1 || !isSignificant(first, freedom, n) || Double.isNaN(lag2)) {
      return Math.max(1, n == 0 ? 1 : n / of(n, first));
    }
    double least = Math.min(1, LEAST_DECAY / Math.sqrt((double) rarer));
    double decay = Math.max(least, Math.min(1, 1 - correctedLag2(lag1, lag2, n) / first));
    double kept = 1 - decay;
    double slower = SLOWER * kept * kept * Math.max(0, kept - first) / decay;
    double known = Math.min(freedom, 2 * rarer * decay * decay);
    double inflation = Math.max(n / of(n, first), 1 + 2 * first / decay * (1 + slower));
    return (1 + STUDENT_SHARE / known) * inflation;
  }

  private static boolean isSignificant(double first, double freedom, long n) {
    return first > SIGNIFICANT / Math.sqrt((double) n) && freedom >= LEAST_FREEDOM;
  }

  private static double correctedLag2(double lag1, double lag2, long n) {
    return lag2 + ((1 + lag1) * (1 + lag1) + 4 * lag1 * lag1) / n;
  }

  /**
   * Returns an estimated lag-1 autocorrelation without its first-order bias: r + (1 + 3r)/n.
   *
   * @param r estimate about the sample mean; NaN where undefined
   * @param n sample size it was taken from
   * @return the corrected value, in [−1, 1]; NaN when {@code r} is NaN or n &lt; 2
   */
  public static double correctedLag1(double r, long n) {
    if (n < 2) {
      return Double.NaN;
    }
    double corrected = r + (1 + 3 * r) / n;
    return Math.max(-1, Math.min(1, corrected)); // NaN stays NaN
  }
}
