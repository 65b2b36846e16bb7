package io.modelmon.sketch;

import java.util.Arrays;

/**
 * How often which category follows which, at the next row and the one after: from these the
 * dependence of a categorical series is measured in every direction, whatever the order of its
 * categories would be.
 *
 * <p>A score of the categories sees only the dependence that runs along it. The eigenvalues of the
 * matrix of pairs, each divided by the roots of both shares, are the autocorrelations of all
 * scores: their mean decides how a contingency statistic varies on average, the largest how its
 * upper tail does. The larger of the two inflations counts, so tests are held to their level and
 * find less where dependence runs in one direction only.
 *
 * <p>All rows form one series, those of a call in their order. Categories are joined into at most
 * {@value #GROUPS} groups.
 *
 * <p><b>Error:</b> the largest of many noisy eigenvalues is too large; what noise alone adds is
 * taken off, and an excess over the mean that noise may explain is not believed. <br>
 * <b>Cost:</b> two increments per value; 16 bytes per pair of groups; merging adds. Reading costs
 * some ten thousand operations. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "J. N. K. Rao and A. J. Scott: The analysis of categorical data from complex sample surveys,
 *     Journal of the American Statistical Association 76, 1981 (generalised design effects); J.
 *     Baik, G. Ben Arous and S. Péché: Phase transition of the largest eigenvalue, Annals of
 *     Probability 33, 2005 (an eigenvalue beyond noise)"
 */
public final class CategoryPairs {

  /** The largest number of groups. */
  public static final int GROUPS = 16;

  private final int groups;
  private final long[] next;
  private final long[] second;
  private int last = -1;
  private int beforeLast = -1;
  private long mergedPairs;
  private double mergedInflation;

  /** What reading came to; NaN when rows have been added since. */
  private double known = Double.NaN;

  /**
   * Creates empty counts.
   *
   * @param groups number of groups, in [1, {@value #GROUPS}]
   */
  public CategoryPairs(int groups) {
    if (groups < 1 || groups > GROUPS) {
      throw new IllegalArgumentException("groups must be in [1, " + GROUPS + "], was " + groups);
    }
    this.groups = groups;
    this.next = new long[groups * groups];
    this.second = new long[groups * groups];
  }

  /** Adds the group of the next row. */
  public void record(int group) {
    if (last >= 0) {
      next[last * groups + group]++;
    }
    if (beforeLast >= 0) {
      second[beforeLast * groups + group]++;
    }
    beforeLast = last;
    last = group;
    known = Double.NaN;
  }

  /**
   * Adds another series that does not follow this one. As with {@link LagSums#merge}, what each
   * series shows alone is added up as well, and the larger inflation counts.
   */
  public void merge(CategoryPairs other) {
    if (groups != other.groups) {
      throw new IllegalArgumentException(
          "pairs can be merged only with as many groups: " + groups + " and " + other.groups);
    }
    long otherPairs = other.pairs();
    if (otherPairs == 0) {
      return;
    }
    known = Double.NaN;
    long own = pairs();
    mergedInflation = own == 0 ? other.mergedInflation : apart() + other.apart();
    mergedPairs = own == 0 ? other.mergedPairs : own + otherPairs;
    for (int i = 0; i < next.length; i++) {
      next[i] += other.next[i];
      second[i] += other.second[i];
    }
    last = -1;
    beforeLast = -1;
  }

  /** Returns by how much dependence inflates the variance of shares, at least 1. */
  public double inflation() {
    if (Double.isNaN(known)) {
      double pooled = pooled();
      known = mergedPairs == 0 ? pooled : Math.max(pooled, apart(pooled) / pairs());
    }
    return known;
  }

  /**
   * Returns by how much dependence inflates the noise of a distance between shares, at least 1:
   * dependence in many directions counts for more than dependence in one, which {@link #inflation}
   * takes for that in all. Never more than {@link #inflation}.
   */
  public double noiseInflation() {
    if (mergedPairs > 0) {
      return inflation();
    }
    return Math.min(inflation(), CategoryDependence.noiseInflation(groups, next, second));
  }

  /**
   * Returns by how much dependence inflates the variance of a distribution function where it varies
   * most, at least 1: the largest inflation of the shares of the first group, the first two, and so
   * on. The groups must be in ascending order.
   *
   * @return NaN where no such share varies, or of merged series
   */
  double thresholdInflation() {
    return mergedPairs > 0 ? Double.NaN : ThresholdDependence.inflation(groups, next, second);
  }

  private double apart() {
    return apart(pooled());
  }

  /** Of merged series the next rows alone count: shares that differ look dependent without end. */
  private double pooled() {
    long[] later = mergedPairs > 0 ? new long[second.length] : second;
    return CategoryDependence.inflation(groups, next, later);
  }

  private double apart(double inflation) {
    return mergedInflation + (pairs() - mergedPairs) * inflation;
  }

  /** Returns how many {@link #counts} there are for a number of groups. */
  public static int counts(int groups) {
    return 2 * groups * groups + 1;
  }

  /** Returns the whole numbers among the sums. */
  public long[] counts() {
    long[] counts = Arrays.copyOf(next, counts(groups));
    System.arraycopy(second, 0, counts, next.length, second.length);
    counts[2 * next.length] = mergedPairs;
    return counts;
  }

  /** Returns the inflation of each merged series times its pairs, added up. */
  public double mergedInflation() {
    return mergedInflation;
  }

  /**
   * Returns the pairs of a series that has ended.
   *
   * @param groups number of groups
   * @param counts as {@link #counts()}
   * @param mergedInflation as {@link #mergedInflation}
   * @throws IllegalArgumentException when no series has such pairs
   */
  public static CategoryPairs of(int groups, long[] counts, double mergedInflation) {
    CategoryPairs restored = new CategoryPairs(groups);
    if (counts.length != counts(groups)) {
      throw new IllegalArgumentException(
          "%d groups need %d counts".formatted(groups, counts(groups)));
    }
    int length = groups * groups;
    System.arraycopy(counts, 0, restored.next, 0, length);
    System.arraycopy(counts, length, restored.second, 0, length);
    restored.mergedPairs = counts[2 * length];
    restored.mergedInflation = mergedInflation;
    long seconds = Arrays.stream(restored.second).sum();
    boolean possible = Arrays.stream(counts).allMatch(count -> count >= 0);
    possible &= restored.mergedPairs <= restored.pairs() && seconds <= restored.pairs();
    if (!possible || !(mergedInflation >= 0 && mergedInflation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no series has such pairs of categories");
    }
    return restored;
  }

  private long pairs() {
    long pairs = 0;
    for (long count : next) {
      pairs += count;
    }
    return pairs;
  }
}
