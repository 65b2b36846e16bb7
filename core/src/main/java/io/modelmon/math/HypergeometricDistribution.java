package io.modelmon.math;

/**
 * Law of the number of marked items in a sample without replacement, and the two-sided p-value of
 * Fisher's exact test.
 *
 * <p><b>Input:</b> a population of {@code total} items of which {@code marked} are marked, and
 * {@code drawn} of them drawn. <br>
 * <b>Output:</b> probabilities in [0, 1]. <br>
 * <b>Error:</b> relative error below 1e-11, also for tiny tails. <br>
 * <b>Cost:</b> a few hundred operations and some ten per standard deviation of the count. <br>
 * <b>Threads:</b> immutable.
 *
 * @param drawn size of the sample, in [0, total]
 * @param marked marked items in all, in [0, total]
 * @param total items in all, in [1, 2^52]
 */
public record HypergeometricDistribution(long drawn, long marked, long total) {

  /** Terms below this share of a sum do not count. */
  private static final double NEGLIGIBLE = 1e-18;

  /**
   * How much more likely than the observed count another may be and still be taken for equally
   * likely: rounding must not decide. R has the same margin.
   */
  private static final double EQUAL_MARGIN = 1e-7;

  private static final long MAX_TOTAL = 1L << 52;

  /** Checks the sizes. */
  public HypergeometricDistribution {
    if (!(total >= 1 && total <= MAX_TOTAL)) {
      throw new IllegalArgumentException("total must be in [1, 2^52], was " + total);
    }
    if (!(drawn >= 0 && drawn <= total && marked >= 0 && marked <= total)) {
      throw new IllegalArgumentException(
          "drawn and marked must be in [0, " + total + "], were " + drawn + " and " + marked);
    }
  }

  /** Returns the smallest possible count. */
  public long least() {
    return Math.max(0, drawn - (total - marked));
  }

  /** Returns the largest possible count. */
  public long most() {
    return Math.min(drawn, marked);
  }

  /**
   * Returns the sum of the probabilities of all counts that are no more likely than the observed
   * one.
   *
   * @param hits the observed count, in [{@link #least}, {@link #most}]
   * @return the p-value, in (0, 1]; 0 below the smallest double
   * @throws IllegalArgumentException when {@code hits} is impossible
   */
  public double twoSided(long hits) {
    if (hits < least() || hits > most()) {
      throw new IllegalArgumentException(
          "hits must be in [" + least() + ", " + most() + "], were " + hits);
    }
    double limit = logProbability(hits) + EQUAL_MARGIN;
    long mode = mode();
    if (logProbability(mode) <= limit) {
      return 1;
    }
    double near = hits < mode ? atMost(hits) : atLeast(hits);
    double far;
    if (hits < mode) {
      far = logProbability(most()) > limit ? 0 : atLeast(firstBelow(limit, mode, most()));
    } else {
      far = logProbability(least()) > limit ? 0 : atMost(firstBelow(limit, mode, least()));
    }
    return Math.min(1, near + far);
  }

  /** Returns the count nearest to the mode, on the way to {@code end}, that keeps the limit. */
  private long firstBelow(double limit, long mode, long end) {
    long above = mode;
    long below = end;
    while (Math.abs(below - above) > 1) {
      long middle = above + (below - above) / 2;
      if (logProbability(middle) <= limit) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /** Returns the probability of at most {@code hits}, which lies below the mode. */
  private double atMost(long hits) {
    double term = 1;
    double sum = 1;
    for (long k = hits; k > least() && term > NEGLIGIBLE * sum; k--) {
      term /= ratio(k - 1);
      sum += term;
    }
    return Math.exp(logProbability(hits)) * sum;
  }

  /** Returns the probability of at least {@code hits}, which lies above the mode. */
  private double atLeast(long hits) {
    double term = 1;
    double sum = 1;
    for (long k = hits; k < most() && term > NEGLIGIBLE * sum; k++) {
      term *= ratio(k);
      sum += term;
    }
    return Math.exp(logProbability(hits)) * sum;
  }

  private long mode() {
    double middle = (drawn + 1.0) / (total + 2.0) * (marked + 1.0);
    return Math.max(least(), Math.min(most(), (long) middle));
  }

  /** Returns the probability of k + 1 over that of k. */
  private double ratio(long k) {
    double up = (double) (marked - k) * (drawn - k);
    return up / ((k + 1.0) * (total - marked - drawn + k + 1.0));
  }

  private double logProbability(long hits) {
    return SaddlePoint.logHypergeometric(
        (double) hits, (double) drawn, (double) marked, (double) total);
  }
}
