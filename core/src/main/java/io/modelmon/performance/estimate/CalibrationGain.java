package io.modelmon.performance.estimate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether isotonic calibration brings scores closer to the share of positive labels, judged on rows
 * that it was not fitted to.
 *
 * <p>Ten folds, the rows of each class dealt out in turn; the error is the mean distance of score
 * and share of positives over ten bins of equally many rows, of all held-out rows together.
 *
 * <p><b>Cost:</b> ten fits. <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote NannyML draws ten random splits instead, and compares the same error.
 */
final class CalibrationGain {

  static final int FOLDS = 10;
  private static final int BINS = 10;

  private CalibrationGain() {}

  /** Returns whether calibration helps; arguments as in {@link #heldOut}. */
  static boolean helps(double[] scores, boolean[] labels) {
    return heldOut(scores, labels) != null;
  }

  /**
   * Returns the scores, each calibrated by the rows of the other folds, or null where calibration
   * does not help.
   *
   * @param scores finite
   * @param labels one per score
   * @return null also when there is one class only, or too few rows of a class for every fold
   */
  static double @Nullable [] heldOut(double[] scores, boolean[] labels) {
    int[] folds = new int[labels.length];
    int positives = 0;
    int negatives = 0;
    for (int i = 0; i < labels.length; i++) {
      folds[i] = (labels[i] ? positives++ : negatives++) % FOLDS;
    }
    if (Math.min(positives, negatives) < FOLDS) {
      return null;
    }
    double[] calibrated = new double[scores.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      IsotonicRegression fitted = fitWithout(fold, folds, scores, labels);
      for (int i = 0; i < scores.length; i++) {
        if (folds[i] == fold) {
          calibrated[i] = fitted.value(scores[i]);
        }
      }
    }
    return error(calibrated, labels) < error(scores, labels) ? calibrated : null;
  }

  private static IsotonicRegression fitWithout(
      int fold, int[] folds, double[] scores, boolean[] labels) {
    double[] some = new double[scores.length];
    boolean[] theirs = new boolean[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (folds[i] != fold) {
        some[count] = scores[i];
        theirs[count++] = labels[i];
      }
    }
    return IsotonicRegression.fit(Arrays.copyOf(some, count), Arrays.copyOf(theirs, count));
  }

  private static double error(double[] scores, boolean[] labels) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(scores[i], scores[j]));
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double gap = 0;
      int end = (int) ((long) (bin + 1) * order.length / BINS);
      for (int i = (int) ((long) bin * order.length / BINS); i < end; i++) {
        gap += scores[order[i]] - (labels[order[i]] ? 1 : 0);
      }
      error += Math.abs(gap);
    }
    return error / scores.length;
  }
}
