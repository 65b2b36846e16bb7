package io.modelmon.monitor;

import io.modelmon.performance.join.WaitingPrediction;
import java.util.Arrays;

/**
 * The rows of one window whose labels have come, in columns.
 *
 * <p><b>Cost:</b> 24 bytes per row, 8 per score and 4 per segment. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class LabelledRows {

  /** More labels of one window are not kept: what they say is known by then. */
  static final int MAX_ROWS = 100_000;

  private static final int FIRST_ROWS = 64;

  private double[] predicted = new double[0];
  private double[] actual = new double[0];
  private long[] times = new long[0];
  private double[] scores = new double[0];
  private int[] segments = new int[0];
  private int scoreColumns;
  private int segmentColumns;
  private int size;
  private int evaluatedSize;
  private long left;

  /** Keeps a row, unless there are too many. */
  void add(WaitingPrediction prediction, double label) {
    if (size == MAX_ROWS) {
      left++;
      return;
    }
    if (size == 0) {
      scoreColumns = prediction.scores();
      segmentColumns = prediction.segments();
    }
    if (size == predicted.length) {
      grow(Math.max(FIRST_ROWS, 2 * size));
    }
    predicted[size] = prediction.predicted();
    actual[size] = label;
    times[size] = prediction.epochMillis();
    for (int i = 0; i < scoreColumns; i++) {
      scores[size * scoreColumns + i] = prediction.score(i);
    }
    for (int i = 0; i < segmentColumns; i++) {
      segments[size * segmentColumns + i] = prediction.segment(i);
    }
    size++;
  }

  private void grow(int rows) {
    predicted = Arrays.copyOf(predicted, rows);
    actual = Arrays.copyOf(actual, rows);
    times = Arrays.copyOf(times, rows);
    scores = Arrays.copyOf(scores, rows * scoreColumns);
    segments = Arrays.copyOf(segments, rows * segmentColumns);
  }

  int size() {
    return size;
  }

  /** Returns the labels that came, kept or not. */
  long labels() {
    return size + left;
  }

  /** Returns whether rows came since {@link #evaluated}. */
  boolean hasNews() {
    return size > evaluatedSize;
  }

  /** Notes that all rows have been evaluated. */
  void evaluated() {
    evaluatedSize = size;
  }

  double predicted(int row) {
    return predicted[row];
  }

  double actual(int row) {
    return actual[row];
  }

  /** Returns when a row was predicted, in milliseconds since 1970. */
  long time(int row) {
    return times[row];
  }

  int scoreColumns() {
    return scoreColumns;
  }

  double score(int row, int index) {
    return scores[row * scoreColumns + index];
  }

  int segment(int row, int index) {
    return segments[row * segmentColumns + index];
  }
}
