package io.modelmon.math;

/**
 * Wilson's score interval for a proportion.
 *
 * <p>It stays in [0, 1], says something when there is no hit at all, and covers close to its level
 * for small samples, unlike the interval of plus and minus some standard errors.
 *
 * <p><b>Input:</b> hits and sample size, not necessarily whole: both may be scaled to an effective
 * sample size. <br>
 * <b>Output:</b> 0 ≤ lower ≤ hits / n ≤ upper ≤ 1. <br>
 * <b>Error:</b> exact inversion of the score test; no continuity correction. <br>
 * <b>Cost:</b> constant. <br>
 * <b>Threads:</b> immutable.
 *
 * <p><b>Edge cases:</b> n = 0 knows nothing: [0, 1].
 *
 * @param lower lower end
 * @param upper upper end
 * @see "E. B. Wilson: Probable inference, the law of succession, and statistical inference, Journal
 *     of the American Statistical Association 22, 1927"
 */
public record WilsonInterval(double lower, double upper) {

  /**
   * Returns the interval of a proportion.
   *
   * @param hits in [0, n]
   * @param n sample size, ≥ 0 and finite
   * @param level probability that the interval holds the true proportion, in [0.5, 1)
   * @throws IllegalArgumentException when an argument is outside its range
   */
  public static WilsonInterval of(double hits, double n, double level) {
    if (!(n >= 0 && n < Double.POSITIVE_INFINITY && hits >= 0 && hits <= n)) {
      throw new IllegalArgumentException(
          "hits must be in [0, n] and n finite, were " + hits + " and " + n);
    }
    if (!(level >= 0.5 && level < 1)) {
      throw new IllegalArgumentException("level must be in [0.5, 1), was " + level);
    }
    if (n == 0) {
      return new WilsonInterval(0, 1);
    }
    double square = ChiSquareDistribution.criticalValue(1 - level, 1);
    double misses = n - hits;
    double root = Math.sqrt(square * (square / 4 + hits * (misses / n)));
    // A quotient, since the difference that it stands for cancels.
    double lower = hits == 0 ? 0 : hits / n * (hits / (hits + square / 2 + root));
    double upper = misses == 0 ? 1 : (hits + square / 2 + root) / (n + square);
    return new WilsonInterval(lower, upper);
  }
}
