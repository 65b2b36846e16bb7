package io.modelmon.performance.estimate;

import io.modelmon.math.Interval;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
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
 * its own score alone; where the other scores of a row say more about it, the estimate is biased.
 * The interval reaches over the bias that was found on the reference. <br>
 * <b>Cost:</b> ten fits of isotonic regression per class; rows · classes and a sort per class for
 * an estimate. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "J. Białek, W. Kuberski, N. Perrakis and A. Bifet, Estimating model performance under
 *     covariate shift without labels, 2024, arXiv:2401.08348; B. Zadrozny and C. Elkan,
 *     Transforming classifier scores into accurate multiclass probability estimates, KDD 2002; T.
 *     B. Armstrong and M. Kolesár, Optimal inference in a class of regression models, Econometrica
 *     86(2), 2018"
 */
public final class MulticlassEstimator {

  private final List<ScoreCalibration> calibrations;
  private final long referenceRows;
  private final List<ReferenceError> errors;

  private MulticlassEstimator(
      List<ScoreCalibration> calibrations, long referenceRows, List<ReferenceError> errors) {
    this.calibrations = List.copyOf(calibrations);
    this.referenceRows = referenceRows;
    this.errors = List.copyOf(errors);
  }

  /**
   * Returns an estimator that was fitted before.
   *
   * @param calibrations one per class, at least two
   * @param referenceRows rows it was fitted on, ≥ 1
   * @param errors of its estimates on the reference; metrics that are not among them are taken for
   *     unbiased
   * @throws IllegalArgumentException when there are fewer
   */
  public static MulticlassEstimator of(
      List<ScoreCalibration> calibrations, long referenceRows, List<ReferenceError> errors) {
    if (calibrations.size() < 2 || referenceRows < 1) {
      throw new IllegalArgumentException(
          "there must be two classes and a row at least, were "
              + calibrations.size()
              + " and "
              + referenceRows);
    }
    return new MulticlassEstimator(calibrations, referenceRows, errors);
  }

  /**
   * Fits the calibrations on a reference, and finds what estimates miss there.
   *
   * @param classes number of classes, ≥ 2
   * @param scores row by row one for each class, in [0, 1]; at least one row
   * @param predicted class of each row, in [0, classes)
   * @param labels class of each row, in [0, classes)
   * @throws IllegalArgumentException when lengths differ, or a score or class is out of range
   */
  public static MulticlassEstimator fit(
      int classes, double[] scores, int[] predicted, int[] labels) {
    require(classes, scores, labels);
    require(classes, scores, predicted);
    List<ScoreCalibration> calibrations = new ArrayList<>();
    int left = 0;
    double[] heldOut = scores.clone();
    double[] actual = new double[scores.length];
    for (int of = 0; of < classes; of++) {
      double[] own = new double[labels.length];
      boolean[] theirs = new boolean[labels.length];
      for (int row = 0; row < labels.length; row++) {
        own[row] = scores[row * classes + of];
        theirs[row] = labels[row] == of;
        actual[row * classes + of] = theirs[row] ? 1 : 0;
      }
      double[] calibrated = CalibrationGain.heldOut(own, theirs);
      calibrations.add(
          calibrated == null ? ScoreCalibration.NONE : ScoreCalibration.fit(own, theirs));
      left += calibrated == null ? 1 : 0;
      for (int row = 0; calibrated != null && row < labels.length; row++) {
        heldOut[row * classes + of] = calibrated[row];
      }
    }
    addUpToOne(heldOut, classes);
    List<ReferenceError> errors =
        errors(
            new MulticlassExpectation(heldOut, classes).metrics(scores, predicted),
            new MulticlassExpectation(actual, classes).metrics(scores, predicted),
            (double) left / classes);
    return of(calibrations, labels.length, errors);
  }

  /**
   * Labels are probabilities of 0 and 1: what is expected of them is what they realise.
   *
   * @param left share of the classes whose scores are left as they are
   */
  private static List<ReferenceError> errors(
      List<MulticlassExpectation.Expected> estimated,
      List<MulticlassExpectation.Expected> actual,
      double left) {
    List<ReferenceError> errors = new ArrayList<>();
    for (int i = 0; i < estimated.size(); i++) {
      MulticlassExpectation.Expected own = estimated.get(i);
      if (own.known() && actual.get(i).known()) {
        double error = own.value() - actual.get(i).value();
        errors.add(new ReferenceError(own.name(), error, left * own.variance()));
      }
    }
    return errors;
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

  /** Returns what its estimates missed on the reference, of each metric that has a value there. */
  public List<ReferenceError> errors() {
    return errors;
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
    double[] probabilities = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = calibrations.get(i % classes).probability(scores[i]);
    }
    addUpToOne(probabilities, classes);
    double inflation = 1 + (double) predicted.length / referenceRows; // as of two classes
    List<PerformanceMetric> metrics = new ArrayList<>();
    for (MulticlassExpectation.Expected expected :
        new MulticlassExpectation(probabilities, classes).metrics(scores, predicted)) {
      metrics.add(
          expected.known()
              ? known(expected, inflation, level, predicted.length)
              : PerformanceMetric.undefined(expected.name(), predicted.length, expected.status()));
    }
    return List.copyOf(metrics);
  }

  private PerformanceMetric known(
      MulticlassExpectation.Expected expected, double inflation, double level, int rows) {
    double bias = ReferenceError.bias(errors, expected.name());
    double deviation = Math.sqrt(expected.variance() * inflation);
    Interval interval = BiasAwareReach.around(expected.value(), deviation, bias, level);
    return PerformanceMetric.known(expected.name(), expected.value(), interval, rows);
  }

  /** Divides the probabilities of each row by their sum; where all are zero they are equal. */
  private static void addUpToOne(double[] probabilities, int classes) {
    for (int row = 0; row < probabilities.length; row += classes) {
      double sum = 0;
      for (int of = 0; of < classes; of++) {
        sum += probabilities[row + of];
      }
      for (int of = 0; of < classes; of++) {
        probabilities[row + of] = sum == 0 ? 1.0 / classes : probabilities[row + of] / sum;
      }
    }
  }
}
