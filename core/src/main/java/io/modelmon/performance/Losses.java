package io.modelmon.performance;

/** The metrics that are a mean over rows, row by row. */
final class Losses {

  private Losses() {}

  /** Returns whether a metric is a mean over rows, other than a proportion. */
  static boolean has(MetricName name) {
    return switch (name) {
      case LOG_LOSS, BRIER, MSE, MAE, BIAS -> true;
      default -> false;
    };
  }

  /** Returns what is averaged, of outcomes for which the metric is known. */
  static double[] of(MetricName name, Outcomes outcomes) {
    if (outcomes instanceof ClassificationOutcomes rows) {
      int[] scored = Scores.rows(rows);
      return name == MetricName.LOG_LOSS
          ? ProbabilityLosses.logLosses(rows, scored)
          : ProbabilityLosses.brierLosses(rows, scored);
    }
    double[] losses = ((RegressionOutcomes) outcomes).errors();
    for (int i = 0; i < losses.length; i++) {
      losses[i] =
          switch (name) {
            case MSE -> losses[i] * losses[i];
            case MAE -> Math.abs(losses[i]);
            default -> losses[i];
          };
    }
    return losses;
  }
}
