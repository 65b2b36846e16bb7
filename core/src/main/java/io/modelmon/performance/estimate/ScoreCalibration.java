package io.modelmon.performance.estimate;

/**
 * How a score becomes the probability of its class: by a non-decreasing function, linear between
 * corners and constant beyond them, or not at all where that did not help.
 *
 * <p><b>Cost:</b> 16 bytes per corner, of which m rows give some m^⅔ at most; a binary search per
 * score. <br>
 * <b>Threads:</b> immutable, as long as nobody writes to the arrays, which are not copied.
 *
 * @param scores of the corners, ascending; empty where scores are probabilities already
 * @param values at the corners, non-decreasing, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
public record ScoreCalibration(double[] scores, double[] values) {

  /** Takes scores for the probabilities they are. */
  public static final ScoreCalibration NONE = new ScoreCalibration(new double[0], new double[0]);

  /**
   * Checks the corners.
   *
   * @throws IllegalArgumentException when there is not one value per score, or they are out of
   *     order or range
   */
  public ScoreCalibration {
    if (scores.length != values.length) {
      throw new IllegalArgumentException(
          "there must be one value per score, were " + values.length + " and " + scores.length);
    }
    for (int i = 0; i < scores.length; i++) {
      boolean ordered = i == 0 || (scores[i] > scores[i - 1] && values[i] >= values[i - 1]);
      if (!ordered || !Double.isFinite(scores[i]) || !(values[i] >= 0 && values[i] <= 1)) {
        throw new IllegalArgumentException(
            "corners must ascend, with values in [0, 1]; corner %d is %s, %s"
                .formatted(i, scores[i], values[i]));
      }
    }
  }

  static ScoreCalibration fit(double[] scores, boolean[] labels) {
    IsotonicRegression fitted = IsotonicRegression.fit(scores, labels);
    return new ScoreCalibration(fitted.scores(), fitted.values());
  }

  /** Returns whether scores are changed at all. */
  public boolean applied() {
    return scores.length > 0;
  }

  /** Returns the probability that a row of a score is of the class, in [0, 1] if the score is. */
  public double probability(double score) {
    return applied() ? IsotonicRegression.of(scores, values).value(score) : score;
  }
}
