package io.modelmon.monitor;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What the rows of one window were predicted from, as far as estimates need it: all rows, or a
 * random sample of {@link #capacity} of them.
 *
 * <p><b>Cost:</b> 8 bytes per row, score and feature kept. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class PredictedRows {

  private static final int FIRST_ROWS = 256;
  private static final long SEED = 0x65_7374_696d_6174L;

  private final int capacity;
  private final int scoreColumns;
  private final int featureColumns;
  private double[] predicted = new double[0];
  private double[] scores = new double[0];
  private double[][] features = new double[0][];
  private SplittableRandom random = new SplittableRandom(SEED);
  private int size;
  private long seen;

  /**
   * Creates an empty sample.
   *
   * @param capacity rows kept at most, ≥ 1
   */
  PredictedRows(int capacity, int scoreColumns, int featureColumns) {
    this.capacity = capacity;
    this.scoreColumns = scoreColumns;
    this.featureColumns = featureColumns;
  }

  /** Returns the place where the next row is to be put, or −1 when it is not kept. */
  int next() {
    seen++;
    if (size == capacity) {
      long place = random.nextLong(seen);
      return place < capacity ? (int) place : -1;
    }
    if (size == predicted.length) {
      int grown = Math.min(capacity, Math.max(FIRST_ROWS, 2 * size));
      predicted = Arrays.copyOf(predicted, grown);
      scores = Arrays.copyOf(scores, grown * scoreColumns);
      features = Arrays.copyOf(features, featureColumns == 0 ? 0 : grown);
    }
    if (featureColumns > 0 && features[size] == null) {
      features[size] = new double[featureColumns];
    }
    return size++;
  }

  void predicted(int place, double value) {
    predicted[place] = value;
  }

  void score(int place, int index, double value) {
    scores[place * scoreColumns + index] = value;
  }

  void feature(int place, int index, double value) {
    features[place][index] = value;
  }

  /** Returns the rows of the window, kept or not. */
  long seen() {
    return seen;
  }

  int size() {
    return size;
  }

  /** Returns the rows, which are those of this sample: the next {@link #clear} ends them. */
  PerformanceEstimator.Rows rows() {
    return new PerformanceEstimator.Rows(
        Arrays.copyOf(predicted, size),
        Arrays.copyOf(scores, size * scoreColumns),
        featureColumns == 0 ? features : Arrays.copyOf(features, size));
  }

  /** Starts an empty window. */
  void clear() {
    size = 0;
    seen = 0;
    random = new SplittableRandom(SEED);
  }
}
