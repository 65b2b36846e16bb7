package io.modelmon.performance;

import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.StudentDistribution;

/** Critical values of two-sided intervals. */
final class Quantiles {

  private Quantiles() {}

  /** Returns what a standard normal variable exceeds in absolute value with 1 − level. */
  static double normal(double level) {
    return Math.sqrt(ChiSquareDistribution.criticalValue(1 - level, 1));
  }

  /**
   * Returns the level at which a normal critical value is as large as Student's at {@code level}:
   * what a formula made for a known variance needs when the variance was estimated from few.
   *
   * @param df degrees of freedom of the variance; below 1 counts as 1
   */
  static double widened(double level, double df) {
    double t = StudentDistribution.criticalValue(1 - level, Math.max(1, df));
    return Math.min(1 - 1e-12, 1 - ChiSquareDistribution.survival(t * t, 1));
  }
}
