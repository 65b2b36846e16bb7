package io.modelmon.performance;

/**
 * Predicted classes, the true ones, and the scores behind the predictions if known.
 *
 * <p>Classes are numbered from 0. Of two classes one is positive, and a row has at most one score:
 * that of the positive class. Of more classes none is positive, and a row has either no score or
 * one per class.
 *
 * <p><b>Cost:</b> 8 bytes per row and 8 per score; the arrays given are copied. <br>
 * <b>Threads:</b> immutable.
 */
public final class ClassificationOutcomes implements Outcomes {

  private static final int MAX_CLASSES = 1000;

  private final int classes;
  private final int positive;
  private final int[] predicted;
  private final int[] actual;
  private final double[] scores;

  private ClassificationOutcomes(
      int classes, int positive, int[] predicted, int[] actual, double[] scores) {
    this.classes = classes;
    this.positive = positive;
    this.predicted = predicted;
    this.actual = actual;
    this.scores = scores;
  }

  /**
   * Returns the outcomes of two classes.
   *
   * @param positive which class is the positive one, 0 or 1
   * @param predicted class of each row, 0 or 1
   * @param actual label of each row, 0 or 1
   * @param scores of the positive class, larger is more likely positive; NaN where unknown. A
   *     metric that needs scores is about the rows that have one, and those of probabilities need
   *     all of them in [0, 1]
   * @throws IllegalArgumentException when lengths differ, a class is unknown, or a score is
   *     infinite
   */
  public static ClassificationOutcomes binary(
      int positive, int[] predicted, int[] actual, double[] scores) {
    if (positive != 0 && positive != 1) {
      throw new IllegalArgumentException("positive must be 0 or 1, was " + positive);
    }
    check(2, predicted, actual, scores, 1);
    return new ClassificationOutcomes(
        2, positive, predicted.clone(), actual.clone(), scores.clone());
  }

  /**
   * Returns the outcomes of several classes.
   *
   * @param classes number of classes, in [2, 1000]
   * @param predicted class of each row, in [0, classes)
   * @param actual label of each row, in [0, classes)
   * @param scores row by row one for each class, NaN where unknown (a row with one NaN counts as
   *     unknown); empty when there are none at all
   * @throws IllegalArgumentException when lengths differ, a class is unknown, or a score is
   *     infinite
   */
  public static ClassificationOutcomes multiclass(
      int classes, int[] predicted, int[] actual, double[] scores) {
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "classes must be in [2, " + MAX_CLASSES + "], was " + classes);
    }
    check(classes, predicted, actual, scores, scores.length == 0 ? 0 : classes);
    return new ClassificationOutcomes(
        classes, -1, predicted.clone(), actual.clone(), scores.clone());
  }

  private static void check(
      int classes, int[] predicted, int[] actual, double[] scores, int scoresPerRow) {
    int n = actual.length;
    if (predicted.length != n || scores.length != (long) n * scoresPerRow) {
      throw new IllegalArgumentException(
          "columns must be of equal length, were "
              + predicted.length
              + " predicted, "
              + n
              + " actual and "
              + scores.length
              + " scores");
    }
    for (int i = 0; i < n; i++) {
      if (Math.min(predicted[i], actual[i]) < 0 || Math.max(predicted[i], actual[i]) >= classes) {
        throw new IllegalArgumentException(
            "classes must be in [0, "
                + classes
                + "), row "
                + i
                + " was "
                + predicted[i]
                + " and "
                + actual[i]);
      }
    }
    for (double score : scores) {
      if (Double.isInfinite(score)) {
        throw new IllegalArgumentException("scores must be finite or NaN, was " + score);
      }
    }
  }

  @Override
  public int size() {
    return actual.length;
  }

  @Override
  public ClassificationOutcomes subset(int[] rows) {
    int perRow = scoresPerRow();
    int[] somePredicted = new int[rows.length];
    int[] someActual = new int[rows.length];
    double[] someScores = new double[rows.length * perRow];
    for (int i = 0; i < rows.length; i++) {
      somePredicted[i] = predicted[rows[i]];
      someActual[i] = actual[rows[i]];
      System.arraycopy(scores, rows[i] * perRow, someScores, i * perRow, perRow);
    }
    return new ClassificationOutcomes(classes, positive, somePredicted, someActual, someScores);
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns whether there are two classes of which one is positive. */
  public boolean binary() {
    return positive >= 0;
  }

  /** Returns the positive class of two, −1 when no class is. */
  public int positive() {
    return positive;
  }

  /** Returns the predicted class of a row. */
  public int predicted(int row) {
    return predicted[row];
  }

  /** Returns the label of a row. */
  public int actual(int row) {
    return actual[row];
  }

  /**
   * Returns a score, NaN when unknown.
   *
   * @param of a class; ignored with two classes, where the score is that of the positive one
   */
  public double score(int row, int of) {
    int perRow = scoresPerRow();
    return perRow == 0 ? Double.NaN : scores[row * perRow + (perRow == 1 ? 0 : of)];
  }

  /** Returns how often which class was predicted for which label. */
  public ConfusionMatrix confusionMatrix() {
    return ConfusionMatrix.of(classes, predicted, actual);
  }

  private int scoresPerRow() {
    return binary() ? 1 : scores.length == 0 ? 0 : classes;
  }
}
