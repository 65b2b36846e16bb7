package io.modelmon.performance.estimate;

import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Confidence-based estimation of the performance of a classifier of several classes (CBPE).
 *
 * <p>The scores of each class are calibrated against all other classes, where that brings them
 * closer to the labels of the reference; then the probabilities of a row are divided by their sum.
 * A row for which all are zero may be of any class.
 *
 * <p><b>Input:</b> a reference with labels that the model was not trained on; then scores and
 * predicted classes without labels, row by row one score for each class. <br>
 * <b>Output:</b> accuracy, the macro means of precision, recall and F1, and the mean area under the
 * ROC curves. Classes for which a figure is undefined leave the mean. The interval is about the
 * figure that labels will realise on the same rows, as in {@link ConfidenceBasedEstimator}. <br>
 * <b>Error:</b> as long as labels follow scores as in the reference. Each class is calibrated by
 * its own score alone; where the other scores of a row say more about it, the estimate is biased,
 * which the interval does not hold. <br>
 * <b>Cost:</b> ten fits of isotonic regression per class; rows · classes and a sort per class for
 * an estimate. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "J. Białek, W. Kuberski, N. Perrakis and A. Bifet, Estimating model performance under
 *     covariate shift without labels, 2024, arXiv:2401.08348; B. Zadrozny and C. Elkan,
 *     Transforming classifier scores into accurate multiclass probability estimates, KDD 2002"
 */
public final class MulticlassEstimator {

  private final List<ScoreCalibration> calibrations;
  private final long referenceRows;

  private MulticlassEstimator(List<ScoreCalibration> calibrations, long referenceRows) {
    this.calibrations = List.copyOf(calibrations);
    this.referenceRows = referenceRows;
  }

  /**
   * Returns an estimator that was fitted before.
   *
   * @param calibrations one per class, at least two
   * @param referenceRows rows it was fitted on, ≥ 1
   * @throws IllegalArgumentException when there are fewer
   */
  public static MulticlassEstimator of(List<ScoreCalibration> calibrations, long referenceRows) {
    if (calibrations.size() < 2 || referenceRows < 1) {
      throw new IllegalArgumentException(
          "there must be two classes and a row at least, were "
              + calibrations.size()
              + " and "
              + referenceRows);
    }
    return new MulticlassEstimator(calibrations, referenceRows);
  }

  /**
   * Fits the calibrations on a reference.
   *
   * @param classes number of classes, ≥ 2
   * @param scores row by row one for each class, in [0, 1]; at least one row
   * @param labels class of each row, in [0, classes)
   * @throws IllegalArgumentException when lengths differ, or a score or label is out of range
   */
  public static MulticlassEstimator fit(int classes, double[] scores, int[] labels) {
    require(classes, scores, labels);
    List<ScoreCalibration> calibrations = new ArrayList<>();
    for (int of = 0; of < classes; of++) {
      double[] own = new double[labels.length];
      boolean[] theirs = new boolean[labels.length];
      for (int row = 0; row < labels.length; row++) {
        own[row] = scores[row * classes + of];
        theirs[row] = labels[row] == of;
      }
      calibrations.add(ScoreCalibration.helpful(own, theirs));
    }
    return of(calibrations, labels.length);
  }

  private static void require(int classes, double[] scores, int[] rows) {
    if (classes < 2 || (long) rows.length * classes != scores.length) {
      throw new IllegalArgumentException(
          "there must be two classes at least and one score for each in every row, were "
              + classes
              + " classes, "
              + scores.length
              + " scores and "
              + rows.length
              + " rows");
    }
    for (int of : rows) {
      if (of < 0 || of >= classes) {
        throw new IllegalArgumentException("classes must be in [0, " + classes + "), was " + of);
      }
    }
    ConfidenceBasedEstimator.requireProbabilities(scores);
  }

  /** Returns how the scores of each class become probabilities. */
  public List<ScoreCalibration> calibrations() {
    return calibrations;
  }

  /** Returns how many rows it was fitted on. */
  public long referenceRows() {
    return referenceRows;
  }

  /**
   * Returns the estimated metrics of rows without labels.
   *
   * @param scores row by row one for each class, in [0, 1]
   * @param predicted class of each row, in [0, classes)
   * @param level of the intervals, in [0.5, 1)
   * @return one per metric, in a fixed order, those without a value included
   * @throws IllegalArgumentException when lengths differ, or a score or class is out of range
   */
  public List<PerformanceMetric> estimate(double[] scores, int[] predicted, double level) {
    int classes = calibrations.size();
    require(classes, scores, predicted);
    if (predicted.length == 0) {
      return MulticlassExpectation.METRICS.stream()
          .map(name -> PerformanceMetric.undefined(name, 0, MetricStatus.NO_ROWS))
          .toList();
    }
    double[] probabilities = probabilities(scores);
    double inflation = 1 + (double) predicted.length / referenceRows; // as of two classes
    return new MulticlassExpectation(probabilities, classes, level, inflation)
        .metrics(scores, predicted);
  }

  /** Returns the calibrated probabilities, which add up to one in every row. */
  private double[] probabilities(double[] scores) {
    int classes = calibrations.size();
    double[] probabilities = new double[scores.length];
    for (int row = 0; row < scores.length; row += classes) {
      double sum = 0;
      for (int of = 0; of < classes; of++) {
        probabilities[row + of] = calibrations.get(of).probability(scores[row + of]);
        sum += probabilities[row + of];
      }
      if (sum == 0) {
        Arrays.fill(probabilities, row, row + classes, 1.0 / classes);
        continue;
      }
      for (int of = 0; of < classes; of++) {
        probabilities[row + of] /= sum;
      }
    }
    return probabilities;
  }
}
