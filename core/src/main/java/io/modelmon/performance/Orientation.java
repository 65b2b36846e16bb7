package io.modelmon.performance;

/** Which values of a metric are good. */
public enum Orientation {
  /** Larger is better, as accuracy. */
  LARGER_IS_BETTER,
  /** Smaller is better, as the mean squared error. */
  SMALLER_IS_BETTER,
  /** Nearer to zero is better, as the mean error. */
  ZERO_IS_BEST
}
