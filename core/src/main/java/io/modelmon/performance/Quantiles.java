package io.modelmon.performance;

import io.modelmon.math.ChiSquareDistribution;

/** Critical values of two-sided intervals. */
final class Quantiles {

  private Quantiles() {}

  /** Returns what a standard normal variable exceeds in absolute value with 1 − level. */
  static double normal(double level) {
    return Math.sqrt(ChiSquareDistribution.criticalValue(1 - level, 1));
  }
}
