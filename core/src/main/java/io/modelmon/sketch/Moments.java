package io.modelmon.sketch;

/**
 * Count, mean, variance and extremes of a stream of finite numbers.
 *
 * <p><b>Error:</b> stable for any mean, as deviations are summed around the running mean. <br>
 * <b>Cost:</b> one division per value. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "B. P. Welford: Note on a method for calculating corrected sums of squares and products,
 *     Technometrics 4, 1962"
 */
public final class Moments {

  private long n;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Creates empty moments. */
  public Moments() {}

  /** Adds one finite number. */
  public void record(double value) {
    n++;
    double delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /**
   * Adds another stream's moments: as if its values had been recorded here, up to rounding.
   *
   * @see "T. F. Chan, G. H. Golub, R. J. LeVeque: Updating formulae and a pairwise algorithm for
   *     computing sample variances, COMPSTAT 1982"
   */
  public void merge(Moments other) {
    if (other.n == 0) {
      return;
    }
    long total = n + other.n;
    double delta = other.mean - mean;
    double share = (double) other.n / total;
    squares += other.squares + delta * delta * n * share;
    mean = n == 0 ? other.mean : mean + delta * share;
    n = total;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns the mean, NaN without values. */
  public double mean() {
    return n == 0 ? Double.NaN : mean;
  }

  /** Returns the sum of squared deviations from the mean. */
  public double squares() {
    return squares;
  }

  /** Returns the smallest value, NaN without values. */
  public double min() {
    return n == 0 ? Double.NaN : min;
  }

  /** Returns the largest value, NaN without values. */
  public double max() {
    return n == 0 ? Double.NaN : max;
  }
}
