package io.modelmon.performance;

import java.util.Locale;

/**
 * The metrics that are evaluated, estimated or compared.
 *
 * <p>Of two classes, precision, recall and F are those of the positive class. The suffix {@code
 * _MACRO} marks the plain mean over classes, {@code _WEIGHTED} the mean weighted by the number of
 * labels, {@code _MICRO} that of pooled decisions; with one label per row the latter equals
 * accuracy.
 */
public enum MetricName {
  /** Share of rows whose predicted class is the label. */
  ACCURACY(Orientation.LARGER_IS_BETTER),
  /** Mean of the recall of the classes. */
  BALANCED_ACCURACY(Orientation.LARGER_IS_BETTER),
  /** Share of positive predictions that are right. */
  PRECISION(Orientation.LARGER_IS_BETTER),
  /** Share of positive labels that were predicted. */
  RECALL(Orientation.LARGER_IS_BETTER),
  /** Share of negative labels that were predicted. */
  SPECIFICITY(Orientation.LARGER_IS_BETTER),
  /** Harmonic mean of precision and recall. */
  F1(Orientation.LARGER_IS_BETTER),
  /** Weighted harmonic mean of precision and recall. */
  F_BETA(Orientation.LARGER_IS_BETTER),
  /** Matthews' correlation of prediction and label, in [−1, 1]. */
  MCC(Orientation.LARGER_IS_BETTER),
  /** Mean of −ln of the probability given to the label, in nats. */
  LOG_LOSS(Orientation.SMALLER_IS_BETTER),
  /** Mean squared difference of probability and label; summed over classes if more than two. */
  BRIER(Orientation.SMALLER_IS_BETTER),
  /** Probability that a positive row is scored above a negative one; of many classes the mean. */
  ROC_AUC(Orientation.LARGER_IS_BETTER),
  /** Average precision: precision at each positive row, averaged. */
  PR_AUC(Orientation.LARGER_IS_BETTER),
  /** Expected calibration error: mean distance of score and share of positives over bins. */
  ECE(Orientation.SMALLER_IS_BETTER),
  /** Share of positives among the highest scores, relative to the share in all rows. */
  LIFT(Orientation.LARGER_IS_BETTER),
  /** Mean precision of the classes. */
  PRECISION_MACRO(Orientation.LARGER_IS_BETTER),
  /** Precision of pooled decisions. */
  PRECISION_MICRO(Orientation.LARGER_IS_BETTER),
  /** Precision of the classes weighted by labels. */
  PRECISION_WEIGHTED(Orientation.LARGER_IS_BETTER),
  /** Mean recall of the classes. */
  RECALL_MACRO(Orientation.LARGER_IS_BETTER),
  /** Recall of pooled decisions. */
  RECALL_MICRO(Orientation.LARGER_IS_BETTER),
  /** Recall of the classes weighted by labels. */
  RECALL_WEIGHTED(Orientation.LARGER_IS_BETTER),
  /** Mean F1 of the classes. */
  F1_MACRO(Orientation.LARGER_IS_BETTER),
  /** F1 of pooled decisions. */
  F1_MICRO(Orientation.LARGER_IS_BETTER),
  /** F1 of the classes weighted by labels. */
  F1_WEIGHTED(Orientation.LARGER_IS_BETTER),
  /** Mean F-beta of the classes. */
  F_BETA_MACRO(Orientation.LARGER_IS_BETTER),
  /** F-beta of pooled decisions. */
  F_BETA_MICRO(Orientation.LARGER_IS_BETTER),
  /** F-beta of the classes weighted by labels. */
  F_BETA_WEIGHTED(Orientation.LARGER_IS_BETTER),
  /** Mean squared error. */
  MSE(Orientation.SMALLER_IS_BETTER),
  /** Root of the mean squared error, in the unit of the label. */
  RMSE(Orientation.SMALLER_IS_BETTER),
  /** Mean absolute error, in the unit of the label. */
  MAE(Orientation.SMALLER_IS_BETTER),
  /** Mean absolute error relative to the label, as a share, not a percentage. */
  MAPE(Orientation.SMALLER_IS_BETTER),
  /** Mean of 2·|prediction − label| / (|prediction| + |label|), in [0, 2]. */
  SMAPE(Orientation.SMALLER_IS_BETTER),
  /** Share of the labels' variance that is explained. */
  R2(Orientation.LARGER_IS_BETTER),
  /** The error (prediction − label) that one row in twenty stays below. */
  ERROR_Q05(Orientation.ZERO_IS_BEST),
  /** Median error (prediction − label). */
  ERROR_Q50(Orientation.ZERO_IS_BEST),
  /** The error (prediction − label) that one row in twenty exceeds. */
  ERROR_Q95(Orientation.ZERO_IS_BEST),
  /** Mean error (prediction − label). */
  BIAS(Orientation.ZERO_IS_BEST),
  /** Variance of the error about its mean, with denominator n − 1. */
  ERROR_VARIANCE(Orientation.SMALLER_IS_BETTER),
  /** Normalised discounted cumulative gain of the first k items. */
  NDCG_AT_K(Orientation.LARGER_IS_BETTER),
  /** Mean over lists of the average precision. */
  MAP(Orientation.LARGER_IS_BETTER),
  /** Share of lists with a relevant item among the first k. */
  HIT_RATE(Orientation.LARGER_IS_BETTER);

  private final String id = name().toLowerCase(Locale.ROOT);
  private final Orientation orientation;

  MetricName(Orientation orientation) {
    this.orientation = orientation;
  }

  /** Returns the name in telemetry and configuration, such as {@code balanced_accuracy}. */
  public String id() {
    return id;
  }

  /** Returns which values are good. */
  public Orientation orientation() {
    return orientation;
  }
}
