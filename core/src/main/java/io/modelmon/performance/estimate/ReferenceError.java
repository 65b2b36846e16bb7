package io.modelmon.performance.estimate;

import io.modelmon.performance.MetricName;
import java.util.List;

/**
 * By how much the estimate of a metric missed the labels of the reference, rows being calibrated
 * without themselves.
 *
 * <p>What chance does to the labels of a class does the same to its calibration, since both are
 * made from the same rows: it cancels, and what is left is the bias of the estimator on rows of
 * this kind. Of classes whose scores are left as they are nothing cancels.
 *
 * @param metric what was estimated
 * @param error estimate − figure of the labels
 * @param variance of the error by chance, ≥ 0
 */
public record ReferenceError(MetricName metric, double error, double variance) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when the error is not finite, or the variance not ≥ 0
   */
  public ReferenceError {
    if (!Double.isFinite(error) || !(variance >= 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException(
          "error must be finite and variance >= 0, were " + error + " and " + variance);
    }
  }

  /** Returns the size of the bias of a metric, 0 where nothing is known of it. */
  static double bias(List<ReferenceError> errors, MetricName metric) {
    double bias = 0;
    for (ReferenceError error : errors) {
      bias = error.metric() == metric ? error.bias() : bias;
    }
    return bias;
  }

  /** Returns the size of the bias, by the unbiased estimate of its square; 0 where that is not. */
  double bias() {
    return Math.sqrt(Math.max(0, error * error - variance));
  }
}
