package io.modelmon.sketch;

import io.modelmon.math.EffectiveSampleSize;

/**
 * Sums from which the effective sample size of a dependent series follows: how many independent
 * values the series is worth when the mean of its positions is estimated.
 *
 * <p>The unit of dependence is the call. Rows of one call form a cluster; clusters follow each
 * other in time. With S the sum of a call's centred positions, the variance of the total is Σ S²
 * times the inflation by the autocorrelations of S at lags 1 and 2; independence would give n times
 * the variance of one position. For calls of one row this is n / τ, see {@link
 * EffectiveSampleSize#inflation}, and {@link EffectiveSampleSize#inflationOfShare} for hits.
 *
 * <p><b>Input:</b> positions of the values in a reference distribution function, or any other
 * bounded score. <br>
 * <b>Output:</b> in [1, n]; n for a constant series, whose dependence cannot be seen. <br>
 * <b>Error:</b> few calls of many rows say little about how much calls differ, so the estimate is
 * then widened as Student's t widens a normal interval; fewer than {@value #MIN_CLUSTERS} say
 * nothing about how calls follow each other. Two calls are believed more than they deserve, and a
 * single one only shows the dependence between its neighbouring rows. <br>
 * <b>Cost:</b> constant per value and per call, no allocation; merging adds.
 *
 * @see "F. H. C. Marriott and J. A. Pope: Bias in the estimation of autocorrelations, Biometrika
 *     41, 1954 (the correction of r); L. Kish: Survey Sampling, Wiley, 1965 (the effect of
 *     clusters)"
 */
public final class LagSums {

  /** Fewer calls than this say nothing about how calls follow each other. */
  public static final int MIN_CLUSTERS = 8;

  /** How many {@link #counts} there are. */
  public static final int COUNTS = 6;

  /** How many {@link #sums} there are. */
  public static final int SUMS = 14;

  /** Which of the counts is a part of which. */
  private static final int[][] PARTS = {{2, 0}, {1, 0}, {3, 2}, {4, 0}, {5, 3}};

  private static final double MIN_VARIANCE = 1e-12;

  private long n;
  private double sum;
  private double sumSquares;

  private long rowPairs;
  private double rowProducts;
  private double rowPairSums;

  private long clusters;
  private double clusterSquares;
  private double sizeSquares;
  private double sizeTimesSum;

  private long pairs;
  private double products;
  private double crossProducts;
  private double sizeProducts;

  private long secondPairs;
  private double secondProducts;
  private double secondCrossProducts;
  private double secondSizeProducts;

  /** Values that came by merging, and their inflation as each series alone shows it. */
  private long mergedN;

  private double mergedInflation;

  /** Whether the values are 0 and 1, as {@link #recordHits} has them. */
  private boolean indicators;

  private int openRows;
  private double openSum;
  private double lastPosition;
  private int previousRows;
  private double previousSum;
  private int secondRows;
  private double secondSum;

  /** Creates empty sums. */
  public LagSums() {}

  /**
   * Adds one row's position to the open call.
   *
   * @param position near 0 on average, so that sums stay accurate
   */
  public void record(double position) {
    if (openRows > 0) {
      rowPairs++;
      rowProducts += position * lastPosition;
      rowPairSums += position + lastPosition;
    }
    lastPosition = position;
    openRows++;
    openSum += position;
    sumSquares += position * position;
  }

  /** Ends the open call; without a row since the last call nothing happens. */
  public void endCall() {
    if (openRows > 0) {
      closeCluster(openRows, openSum);
      openRows = 0;
      openSum = 0;
    }
  }

  /**
   * Adds a whole call of indicators.
   *
   * @param rows rows of the call, ≥ 1
   * @param hits how many of them are 1, the others being 0
   */
  public void recordHits(int rows, int hits) {
    indicators = true;
    sumSquares += hits;
    closeCluster(rows, hits);
  }

  /** Adds many calls of one row each whose indicator is 0. */
  public void recordZeros(long calls) {
    indicators = true;
    for (int i = 0; i < Math.min(2, calls); i++) {
      closeCluster(1, 0);
    }
    long more = Math.max(0, calls - 2);
    n += more;
    clusters += more;
    sizeSquares += more;
    pairs += more;
    sizeProducts += more;
    secondPairs += more;
    secondSizeProducts += more;
  }

  /**
   * Adds many calls of one row each, as {@link #record} and {@link #endCall} would one by one. No
   * call may be open.
   *
   * @param positions their positions in order
   * @param count how many of them count
   */
  public void recordCalls(double[] positions, int count) {
    for (int i = 0; i < Math.min(2, count); i++) {
      record(positions[i]);
      endCall();
    }
    if (count > 2) {
      recordMore(positions, count);
    }
  }

  private void recordMore(double[] positions, int count) {
    double total = 0;
    double squares = 0;
    double lagged = 0;
    double secondLagged = 0;
    double second = positions[0];
    double previous = positions[1];
    for (int i = 2; i < count; i++) {
      double position = positions[i];
      total += position;
      squares += position * position;
      lagged += position * previous;
      secondLagged += position * second;
      second = previous;
      previous = position;
    }
    long more = count - 2L;
    n += more;
    sum += total;
    sumSquares += squares;
    clusters += more;
    clusterSquares += squares;
    sizeSquares += more;
    sizeTimesSum += total;
    pairs += more;
    products += lagged;
    crossProducts += 2 * total + positions[1] - previous;
    sizeProducts += more;
    secondPairs += more;
    secondProducts += secondLagged;
    secondCrossProducts += 2 * total + positions[0] + positions[1] - previous - second;
    secondSizeProducts += more;
    previousRows = 1;
    previousSum = previous;
    secondRows = 1;
    secondSum = second;
    lastPosition = previous;
  }

  private void closeCluster(int rows, double total) {
    n += rows;
    sum += total;
    clusters++;
    clusterSquares += total * total;
    sizeSquares += (double) rows * rows;
    sizeTimesSum += rows * total;
    if (previousRows > 0) {
      pairs++;
      products += total * previousSum;
      crossProducts += rows * previousSum + previousRows * total;
      sizeProducts += (double) rows * previousRows;
    }
    if (secondRows > 0) {
      secondPairs++;
      secondProducts += total * secondSum;
      secondCrossProducts += rows * secondSum + secondRows * total;
      secondSizeProducts += (double) rows * secondRows;
    }
    secondRows = previousRows;
    secondSum = previousSum;
    previousRows = rows;
    previousSum = total;
  }

  /** Returns the number of values in closed calls. */
  public long n() {
    return n;
  }

  /** Returns whether every closed call had one row. */
  boolean singleRows() {
    return n == clusters;
  }

  /** Returns the sum of the positions in closed calls. */
  double sum() {
    return sum;
  }

  /**
   * Adds another series that does not follow this one: pairs across the seam are not counted. Calls
   * of both must be closed.
   *
   * <p>All sums are taken around the one fixed centre of the positions and centred on the mean of
   * all series only when they are read, so the sums of merged series are those of one long series
   * with gaps, in any order of merging. That shows dependence which series are too short to show
   * alone. Series of unlike dependence would hide it in their average, so what each shows alone is
   * added up as well, and the larger of the two inflations counts. Series whose means differ look
   * more dependent than each is: the effective sample size is then too low.
   */
  public void merge(LagSums other) {
    if (other.n == 0) {
      return;
    }
    boolean copy = n == 0;
    mergedInflation = copy ? other.mergedInflation : apart() + other.apart();
    mergedN = copy ? other.mergedN : n + other.n;
    indicators = other.indicators;
    n += other.n;
    sum += other.sum;
    sumSquares += other.sumSquares;
    rowPairs += other.rowPairs;
    rowProducts += other.rowProducts;
    rowPairSums += other.rowPairSums;
    clusters += other.clusters;
    clusterSquares += other.clusterSquares;
    sizeSquares += other.sizeSquares;
    sizeTimesSum += other.sizeTimesSum;
    pairs += other.pairs;
    products += other.products;
    crossProducts += other.crossProducts;
    sizeProducts += other.sizeProducts;
    secondPairs += other.secondPairs;
    secondProducts += other.secondProducts;
    secondCrossProducts += other.secondCrossProducts;
    secondSizeProducts += other.secondSizeProducts;
    previousRows = 0;
    secondRows = 0;
  }

  /**
   * Returns the sums of a series over the same calls that is 0 in all of them. What was merged
   * stays apart: a constant series has an inflation of 1.
   */
  LagSums zeros() {
    LagSums same = new LagSums();
    same.indicators = true;
    same.n = n;
    same.clusters = clusters;
    same.sizeSquares = sizeSquares;
    same.pairs = pairs;
    same.sizeProducts = sizeProducts;
    same.mergedN = mergedN;
    same.mergedInflation = mergedN;
    same.secondPairs = secondPairs;
    same.secondSizeProducts = secondSizeProducts;
    same.previousRows = previousRows;
    same.secondRows = secondRows;
    return same;
  }

  /**
   * Returns the correlation of one call with the next, corrected for its bias.
   *
   * @return in [-1, 1]; NaN below {@value #MIN_CLUSTERS} calls, or when all values are equal
   */
  public double lag1() {
    double mean = sum / n;
    double squares = clusterSquares - 2 * mean * sizeTimesSum + mean * mean * sizeSquares;
    if (clusters < MIN_CLUSTERS || pairs == 0 || squares <= MIN_VARIANCE * n) {
      return Double.NaN;
    }
    return EffectiveSampleSize.correctedLag1(lag1(mean, squares), clusters);
  }

  private double lag1(double mean, double squares) {
    double covariance = products - mean * crossProducts + mean * mean * sizeProducts;
    return covariance / pairs / (squares / clusters);
  }

  /** NaN without a pair. */
  private double lag2(double mean, double squares) {
    double covariance =
        secondProducts - mean * secondCrossProducts + mean * mean * secondSizeProducts;
    return covariance / secondPairs / (squares / clusters);
  }

  /** Returns the whole numbers among the sums of closed calls; {@value #COUNTS} of them. */
  public long[] counts() {
    return new long[] {n, rowPairs, clusters, pairs, mergedN, secondPairs};
  }

  /** Returns the other sums of closed calls; {@value #SUMS} of them. */
  public double[] sums() {
    return new double[] {
      sum,
      sumSquares,
      rowProducts,
      rowPairSums,
      clusterSquares,
      sizeSquares,
      sizeTimesSum,
      products,
      crossProducts,
      sizeProducts,
      mergedInflation,
      secondProducts,
      secondCrossProducts,
      secondSizeProducts
    };
  }

  /** Returns the sums, as {@link #of}, of a series of 0 and 1, see {@link #recordHits}. */
  public static LagSums ofHits(long[] counts, double[] sums) {
    LagSums restored = of(counts, sums);
    restored.indicators = true;
    return restored;
  }

  /**
   * Returns the sums of a series that has ended.
   *
   * @param counts as {@link #counts}
   * @param sums as {@link #sums}
   * @throws IllegalArgumentException when no series has such sums
   */
  public static LagSums of(long[] counts, double[] sums) {
    if (counts.length != COUNTS || sums.length != SUMS) {
      throw new IllegalArgumentException(
          "lag sums need " + COUNTS + " counts and " + SUMS + " sums");
    }
    boolean possible = true;
    for (int[] part : PARTS) {
      possible &= counts[part[0]] >= 0 && counts[part[0]] <= counts[part[1]];
    }
    for (double value : sums) {
      possible &= Double.isFinite(value);
    }
    if (!possible) {
      throw new IllegalArgumentException("no series has such lag sums");
    }
    LagSums restored = new LagSums();
    restored.n = counts[0];
    restored.rowPairs = counts[1];
    restored.clusters = counts[2];
    restored.pairs = counts[3];
    restored.sum = sums[0];
    restored.sumSquares = sums[1];
    restored.rowProducts = sums[2];
    restored.rowPairSums = sums[3];
    restored.clusterSquares = sums[4];
    restored.sizeSquares = sums[5];
    restored.sizeTimesSum = sums[6];
    restored.products = sums[7];
    restored.crossProducts = sums[8];
    restored.sizeProducts = sums[9];
    restored.mergedN = counts[4];
    restored.mergedInflation = sums[10];
    restored.secondPairs = counts[5];
    restored.secondProducts = sums[11];
    restored.secondCrossProducts = sums[12];
    restored.secondSizeProducts = sums[13];
    return restored;
  }

  /** Returns the effective sample size in [1, n], or 0 without values. */
  public double effectiveN() {
    return effectiveN(hits());
  }

  /**
   * Returns the effective sample size of positions on cells. Where two cells hold them all, it is
   * that of the share of either.
   */
  double effectiveN(long[] cells) {
    return effectiveN(CellShare.hits(cells, n));
  }

  private double effectiveN(long hits) {
    if (n == 0) {
      return 0;
    }
    double mean = sum / n;
    double variance = sumSquares / n - mean * mean;
    if (variance <= MIN_VARIANCE) {
      return n;
    }
    double inflation = pooled(mean, variance, hits);
    if (mergedN > 0) {
      inflation = Math.max(inflation, apart(inflation) / n);
    }
    return Math.max(1, n / inflation);
  }

  /** Inflation as if all series were one, at least 1. */
  private double pooled(double mean, double variance, long hits) {
    double inflation = clusters == 1 ? 1 : betweenCalls(mean, variance, hits);
    if (clusters < MIN_CLUSTERS) {
      inflation = Math.max(inflation, betweenRows(mean, variance));
    }
    return Math.max(1, inflation);
  }

  /** Returns the values times their inflation, series by series. */
  private double apart() {
    double mean = sum / n;
    double variance = sumSquares / n - mean * mean;
    return apart(variance <= MIN_VARIANCE ? 1 : pooled(mean, variance, hits()));
  }

  private double apart(double inflation) {
    return mergedInflation + (n - mergedN) * inflation;
  }

  /** Inflation of the variance of a mean by neighbouring rows of the same call. */
  private double betweenRows(double mean, double variance) {
    if (rowPairs == 0) {
      return 1;
    }
    double covariance = rowProducts / rowPairs - mean * rowPairSums / rowPairs + mean * mean;
    return EffectiveSampleSize.inflation(covariance / variance, Double.NaN, rowPairs);
  }

  /** Inflation by calls that are clusters and follow each other. */
  private double betweenCalls(double mean, double variance, long hits) {
    double squares = clusterSquares - 2 * mean * sizeTimesSum + mean * mean * sizeSquares;
    if (squares <= 0) {
      return 1;
    }
    double design = squares / (n * variance);
    // Both variances are taken around the series' own mean, at the cost of one degree of freedom.
    design *= (n - 1.0) / n * clusters / (clusters - 1.0);
    design = Math.max(1, design);
    if (clusters < MIN_CLUSTERS) {
      return design * fewCalls();
    }
    if (pairs == 0) {
      return design;
    }
    // Means that differ between merged series would look like dependence without end at lag 2.
    double first = lag1(mean, squares);
    double second = mergedN > 0 ? Double.NaN : lag2(mean, squares);
    double serial =
        hits >= 0 && singleRows()
            ? EffectiveSampleSize.inflationOfShare(first, second, hits, n)
            : EffectiveSampleSize.inflation(first, second, clusters);
    return design * serial;
  }

  /** Returns how often a series of 0 and 1 is 1; -1 for others. */
  private long hits() {
    return indicators ? Math.round(sum) : -1;
  }

  /**
   * Returns (t/z)² at a two-sided 1 % and the degrees of freedom of the design effect, to 2 %;
   * below three of them, the value of three, since a wider one would leave nothing to say. Calls of
   * one row have no design effect to estimate.
   */
  private double fewCalls() {
    return n == clusters ? 1 : 1 + 4.55 / (Math.max(4, clusters) - 2.9);
  }
}
