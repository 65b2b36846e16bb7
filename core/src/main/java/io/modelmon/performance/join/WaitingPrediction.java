package io.modelmon.performance.join;

import java.util.Arrays;

/**
 * One prediction on its way into or out of a join: a row that its owner fills again and again.
 *
 * <p>A join copies what it is given, and gives listeners a row that is only valid during the call.
 *
 * <p><b>Threads:</b> confined to the thread of its owner.
 */
public final class WaitingPrediction {

  private int version;
  private int window;
  private long epochMillis;
  private double predicted = Double.NaN;
  private boolean foreign;
  private final double[] scores;
  private final int[] segments;

  /** Creates an empty row of the given shape. */
  public WaitingPrediction(JoinShape shape) {
    scores = new double[shape.scores()];
    segments = new int[shape.segments()];
    Arrays.fill(scores, Double.NaN);
  }

  /**
   * Fills the fields of every prediction.
   *
   * @param version the code of the model version, see {@link JoinNames}
   * @param window the number of the window that counts it, ≥ 0
   * @param epochMillis when it was made
   * @param predicted a number or the code of a class; NaN when missing
   * @throws IllegalArgumentException when the version is no code
   */
  public void fill(int version, int window, long epochMillis, double predicted) {
    if (version < 0 || version >= JoinNames.MAX_NAMES) {
      throw new IllegalArgumentException("version must be a code, but is " + version);
    }
    this.version = version;
    this.window = window;
    this.epochMillis = epochMillis;
    this.predicted = predicted;
    this.foreign = false;
  }

  /** Sets a score; NaN when missing. */
  public void score(int index, double value) {
    scores[index] = value;
  }

  /** Sets a segment by its code, see {@link JoinNames}. */
  public void segment(int index, int code) {
    segments[index] = code;
  }

  /** Copies another row of the same shape, but for its time. */
  void copy(WaitingPrediction other, long millis) {
    fill(other.version, other.window, millis, other.predicted);
    foreign = other.foreign;
    System.arraycopy(other.scores, 0, scores, 0, scores.length);
    System.arraycopy(other.segments, 0, segments, 0, segments.length);
  }

  /** Returns a copy that keeps no scores, with another prediction. */
  public WaitingPrediction judged(double other) {
    WaitingPrediction copy = new WaitingPrediction(new JoinShape(false, 0, segments.length));
    copy.fill(version, window, epochMillis, other);
    copy.foreign = foreign;
    System.arraycopy(segments, 0, copy.segments, 0, segments.length);
    return copy;
  }

  /** Marks a prediction that another process made. */
  void foreign(boolean value) {
    foreign = value;
  }

  /** Returns the code of the model version. */
  public int version() {
    return version;
  }

  /** Returns the number of the window that counts it, in the process that made it. */
  public int window() {
    return window;
  }

  /** Returns when it was made. */
  public long epochMillis() {
    return epochMillis;
  }

  /** Returns the predicted number or class code; NaN when missing. */
  public double predicted() {
    return predicted;
  }

  /** Returns whether another process, or this one before a restart, made it. */
  public boolean foreign() {
    return foreign;
  }

  /** Returns a score; NaN when missing. */
  public double score(int index) {
    return scores[index];
  }

  /** Returns the number of scores. */
  public int scores() {
    return scores.length;
  }

  /** Returns the code of a segment. */
  public int segment(int index) {
    return segments[index];
  }

  /** Returns the number of segments. */
  public int segments() {
    return segments.length;
  }
}
