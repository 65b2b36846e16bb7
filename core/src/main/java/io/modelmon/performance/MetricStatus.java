package io.modelmon.performance;

/** Whether a metric has a value, and if not, why. */
public enum MetricStatus {
  /** The value is known. */
  KNOWN,
  /** There is no row. */
  NO_ROWS,
  /** Fewer rows than the metric needs: two for a variance. */
  TOO_FEW_ROWS,
  /** All labels are of one class, so that nothing can be told apart. */
  ONE_CLASS,
  /** No label is of the positive class. */
  NO_POSITIVE_LABEL,
  /** No label is of the negative class. */
  NO_NEGATIVE_LABEL,
  /** No prediction is of the positive class. */
  NO_POSITIVE_PREDICTION,
  /** A quotient has a denominator of zero for another reason. */
  ZERO_DENOMINATOR,
  /** No row has a score. */
  NO_SCORES,
  /** A score is outside [0, 1], so that it is no probability. */
  NOT_PROBABILITIES,
  /** A label of zero, by which a relative error divides. */
  ZERO_LABEL,
  /** All labels are equal, so that there is no variance to explain. */
  CONSTANT_LABELS,
  /** No list has a relevant item. */
  NO_RELEVANT_ITEM,
  /** The figure, or a sum on the way to it, is larger than a double can be. */
  OVERFLOW
}
