package io.modelmon.drift.multivariate;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A symmetric function of all pairs of rows, and its sums within and between two sides, however the
 * rows are divided.
 *
 * <p>With the sum of every row known, a division costs only the pairs within the smaller side.
 *
 * <p><b>Cost:</b> 4·N·(N−1) bytes for N rows. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class PairSums {

  /** Rows on both sides; their pairs need 400 MB, which callers avoid by sampling. */
  static final int MAX_ROWS = 10_000;

  private final int total;

  /** Upper triangle by rows, without the diagonal. */
  private final double[] pairs;

  private final double[] rowSums;
  private double sum;
  private double within;
  private double between;

  private PairSums(int total, double[] pairs) {
    this.total = total;
    this.pairs = pairs;
    this.rowSums = new double[total];
  }

  /**
   * Returns the squared distances of all pairs.
   *
   * @throws IllegalArgumentException beyond {@value #MAX_ROWS} rows
   */
  static PairSums squaredDistances(PooledRows rows) {
    int total = rows.count();
    if (total > MAX_ROWS) {
      throw new IllegalArgumentException(
          "rows of both sides must be <= " + MAX_ROWS + ", were " + total);
    }
    double[] pairs = new double[total * (total - 1) / 2];
    int next = 0;
    for (int i = 0; i < total; i++) {
      for (int j = i + 1; j < total; j++) {
        pairs[next++] = rows.squaredDistance(i, j);
      }
    }
    return new PairSums(total, pairs);
  }

  /** Returns the median over all pairs. */
  double median() {
    double[] sorted = pairs.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the mean over all pairs. */
  double mean() {
    return Arrays.stream(pairs).sum() / pairs.length;
  }

  /** Replaces every pair's value by a function of it, and adds up. */
  void apply(DoubleUnaryOperator function) {
    int next = 0;
    for (int i = 0; i < total; i++) {
      for (int j = i + 1; j < total; j++) {
        double value = function.applyAsDouble(pairs[next]);
        pairs[next++] = value;
        rowSums[i] += value;
        rowSums[j] += value;
      }
    }
    sum = Arrays.stream(rowSums).sum() / 2;
  }

  /** Divides the rows: these, ascending, against all others. */
  void divide(int[] members) {
    within = 0;
    double rows = 0;
    for (int a = 0; a < members.length; a++) {
      int i = members[a];
      int base = i * total - i * (i + 1) / 2 - i - 1;
      double part = 0;
      for (int b = a + 1; b < members.length; b++) {
        part += pairs[base + members[b]];
      }
      within += part;
      rows += rowSums[i];
    }
    between = rows - 2 * within;
  }

  /** Returns the sum over pairs within the given side. */
  double within() {
    return within;
  }

  /** Returns the sum over pairs of one row of each side. */
  double between() {
    return between;
  }

  /** Returns the sum over pairs within the other side. */
  double withinOthers() {
    return sum - within - between;
  }
}
