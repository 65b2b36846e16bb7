package io.modelmon.performance.estimate;

import io.modelmon.performance.PerformanceMetric;
import java.util.Arrays;
import java.util.List;

/**
 * Confidence-based estimation of the performance of a classifier of two classes (CBPE).
 *
 * <p>If a score is the probability of the positive class, then every row is that much a true and
 * the rest a false positive: the expected confusion matrix needs no labels. Scores are calibrated
 * on the reference first, where that brings them closer to its labels.
 *
 * <p><b>Input:</b> a reference with labels that the model was not trained on, at least {@value
 * #MIN_ROWS_OF_CLASS} rows of either class; then scores and predicted classes without labels. Fewer
 * do not show whether scores are right, and what is estimated from wrong ones may be anything. <br>
 * <b>Output:</b> accuracy, precision, recall, specificity, F1 and the area under the ROC curve. The
 * interval is about the <em>figure that labels will realise</em> on the same rows, not about the
 * model in general: it holds what labels vary when each is drawn with the row's probability, and
 * what the calibration varies with the rows of the reference. <br>
 * <b>Error:</b> as long as the label of a row of given score is as likely positive as it was in the
 * reference; concept drift is not seen, and neither is a shift of features among rows of equal
 * score. <br>
 * <b>Cost:</b> ten fits of isotonic regression on the reference; one sort per estimate. Memory: 16
 * bytes per distinct level of the calibration. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "J. Białek, W. Kuberski, N. Perrakis and A. Bifet, Estimating model performance under
 *     covariate shift without labels, 2024, arXiv:2401.08348"
 */
public final class ConfidenceBasedEstimator {

  /** Rows that a reference must have of either class. */
  public static final int MIN_ROWS_OF_CLASS = CalibrationGain.FOLDS;

  private final ScoreCalibration calibration;
  private final long referenceRows;
  private final List<ReferenceError> errors;

  private ConfidenceBasedEstimator(
      ScoreCalibration calibration, long referenceRows, List<ReferenceError> errors) {
    this.calibration = calibration;
    this.referenceRows = referenceRows;
    this.errors = List.copyOf(errors);
  }

  /**
   * Returns an estimator that was fitted before.
   *
   * @param referenceRows rows it was fitted on, ≥ 1
   * @param errors of its estimates on the reference; metrics that are not among them are taken for
   *     unbiased
   * @throws IllegalArgumentException when there was no row
   */
  public static ConfidenceBasedEstimator of(
      ScoreCalibration calibration, long referenceRows, List<ReferenceError> errors) {
    if (referenceRows < 1) {
      throw new IllegalArgumentException("referenceRows must be >= 1, was " + referenceRows);
    }
    return new ConfidenceBasedEstimator(calibration, referenceRows, errors);
  }

  /**
   * Fits the calibration on a reference.
   *
   * @param scores of the positive class, in [0, 1]
   * @param labels whether each row is positive
   * @throws IllegalArgumentException when lengths differ, a score is outside [0, 1], or there are
   *     fewer than {@value #MIN_ROWS_OF_CLASS} rows of a class
   */
  public static ConfidenceBasedEstimator fit(double[] scores, boolean[] labels) {
    requireLabelled(scores, labels);
    int rows = rowsOfRarerClass(labels);
    if (rows < MIN_ROWS_OF_CLASS) {
      throw new IllegalArgumentException(
          "there must be at least " + MIN_ROWS_OF_CLASS + " rows of either class, were " + rows);
    }
    double[] heldOut = CalibrationGain.heldOut(scores, labels);
    return heldOut == null
        ? of(ScoreCalibration.NONE, scores.length, List.of())
        : of(
            ScoreCalibration.fit(scores, labels),
            scores.length,
            areaErrors(scores, heldOut, labels));
  }

  /**
   * A fitted curve is optimistic about the order of rows: it makes steps where there is chance.
   * What is a sum over rows it estimates without bias.
   */
  private static List<ReferenceError> areaErrors(
      double[] scores, double[] heldOut, boolean[] labels) {
    double[] actual = new double[labels.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = labels[i] ? 1 : 0;
    }
    PerformanceMetric estimated = new Expectation(heldOut, 0.95, 1, List.of()).area(scores);
    PerformanceMetric realised = new Expectation(actual, 0.95, 1, List.of()).area(scores);
    return estimated.known() && realised.known()
        ? List.of(new ReferenceError(estimated.name(), estimated.value() - realised.value(), 0))
        : List.of();
  }

  /** Returns how many labels are of the class that has fewer. */
  public static int rowsOfRarerClass(boolean[] labels) {
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    return Math.min(positives, labels.length - positives);
  }

  private static void requireLabelled(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          "there must be one label per score, were " + labels.length + " and " + scores.length);
    }
    requireProbabilities(scores);
  }

  /** Returns what its estimates missed on the reference, of metrics that may be biased. */
  public List<ReferenceError> errors() {
    return errors;
  }

  /** Returns how scores become probabilities. */
  public ScoreCalibration calibration() {
    return calibration;
  }

  /** Returns how many rows it was fitted on. */
  public long referenceRows() {
    return referenceRows;
  }

  /** Returns whether scores are calibrated, because that helps on held-out rows. */
  public boolean calibrated() {
    return calibration.applied();
  }

  /** Returns the probability that a row of a score, in [0, 1], is positive. */
  public double probability(double score) {
    return calibration.probability(score);
  }

  /**
   * Returns the estimated metrics of rows without labels.
   *
   * @param scores of the positive class, in [0, 1]
   * @param predictedPositive whether each row was predicted positive
   * @param level of the intervals, in [0.5, 1)
   * @return one per metric, in a fixed order, those without a value included
   * @throws IllegalArgumentException when lengths differ or a score is outside [0, 1]
   */
  public List<PerformanceMetric> estimate(
      double[] scores, boolean[] predictedPositive, double level) {
    if (scores.length != predictedPositive.length) {
      throw new IllegalArgumentException(
          "there must be one prediction per score, were "
              + predictedPositive.length
              + " and "
              + scores.length);
    }
    requireProbabilities(scores);
    double[] probabilities = Arrays.stream(scores).map(this::probability).toArray();
    // A calibration curve from m rows errs like a mean of m labels, where the estimate has n.
    // Scores
    // that m rows did not show to need calibration may be off by as much.
    double inflation = 1 + (double) scores.length / referenceRows;
    Expectation expectation = new Expectation(probabilities, level, inflation, errors);
    return List.copyOf(expectation.metrics(scores, predictedPositive));
  }

  static void requireProbabilities(double[] scores) {
    for (double score : scores) {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("scores must be in [0, 1], was " + score);
      }
    }
  }
}
