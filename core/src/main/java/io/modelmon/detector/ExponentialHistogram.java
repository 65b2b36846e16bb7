package io.modelmon.detector;

import java.util.Arrays;

/**
 * The window of {@link Adwin}: values in buckets of 1, 2, 4, … of them, at most M buckets of a
 * size, each with the mean and the sum of squared deviations of its values.
 *
 * <p>Buckets are numbered from the oldest, 0. Everything but {@link #size}, {@link #add}, {@link
 * #removeOldest} and {@link #clear} is as of the last {@link #summarize}.
 *
 * <p><b>Cost:</b> add amortised O(1), summarize O(buckets); nothing is allocated after
 * construction. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "Datar, Gionis, Indyk, Motwani, Maintaining stream statistics over sliding windows, SIAM J.
 *     Comput. 31(6), 2002"
 */
final class ExponentialHistogram {

  /* Bucket sizes go up to 2^59, more values than can be counted in a long. */
  private static final int ROWS = 60;

  private final int slots;
  private final int[] used = new int[ROWS];
  private final double[] means;
  private final double[] squares;
  /* From the oldest: the place of each bucket in the two arrays above. */
  private final int[] order;

  private int rows;
  private int buckets;
  private long size;
  private double mean;
  private double sumOfSquares;

  ExponentialHistogram(int maxBuckets) {
    slots = maxBuckets + 1;
    means = new double[ROWS * slots];
    squares = new double[ROWS * slots];
    order = new int[ROWS * slots];
  }

  /** Adds the newest value. */
  void add(double value) {
    append(0, value, 0);
    size++;
    for (int row = 0; used[row] == slots; row++) {
      mergeOldest(row);
    }
  }

  private void append(int row, double bucketMean, double bucketSquares) {
    int place = row * slots + used[row]++;
    means[place] = bucketMean;
    squares[place] = bucketSquares;
    rows = Math.max(rows, row + 1);
  }

  private void mergeOldest(int row) {
    int first = row * slots;
    double half = (means[first + 1] - means[first]) / 2;
    double joined = squares[first] + squares[first + 1] + half * half * 2 * (1L << row);
    append(row + 1, means[first] + half, joined);
    drop(row, 2);
  }

  private void drop(int row, int number) {
    int first = row * slots;
    used[row] -= number;
    System.arraycopy(means, first + number, means, first, used[row]);
    System.arraycopy(squares, first + number, squares, first, used[row]);
  }

  /** Forgets the oldest bucket of a window that is not empty. */
  void removeOldest() {
    size -= 1L << (rows - 1);
    drop(rows - 1, 1);
    while (rows > 0 && used[rows - 1] == 0) {
      rows--;
    }
  }

  void clear() {
    Arrays.fill(used, 0);
    rows = 0;
    size = 0;
    summarize();
  }

  /** Sums up the window. */
  void summarize() {
    buckets = 0;
    mean = 0;
    sumOfSquares = 0;
    long counted = 0;
    for (int row = rows - 1; row >= 0; row--) {
      long count = 1L << row;
      for (int k = 0; k < used[row]; k++) {
        int place = row * slots + k;
        order[buckets++] = place;
        counted += count;
        double off = means[place] - mean;
        double share = (double) count / counted;
        mean += off * share;
        sumOfSquares += squares[place] + off * off * share * (counted - count);
      }
    }
  }

  /** Returns the number of values, always up to date. */
  long size() {
    return size;
  }

  int buckets() {
    return buckets;
  }

  long count(int bucket) {
    return 1L << (order[bucket] / slots);
  }

  double mean(int bucket) {
    return means[order[bucket]];
  }

  double mean() {
    return mean;
  }

  /** Returns the mean squared deviation. */
  double variance() {
    return sumOfSquares / size;
  }
}
