package io.modelmon.performance;

import java.util.List;

/**
 * All metrics of a set of outcomes.
 *
 * <p><b>Input:</b> rows of one task: classification, regression or ranking. <br>
 * <b>Output:</b> one figure per metric that the task has, in a fixed order, those without a value
 * included, with their reason. <br>
 * <b>Error:</b> values are exact; intervals are approximate, see each metric's class. <br>
 * <b>Cost:</b> n·log n, with several classes times their number; scores and errors are sorted once.
 * <br>
 * <b>Threads:</b> stateless.
 */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Returns the metrics of some rows.
   *
   * @param outcomes any number of rows, also none
   */
  public static List<PerformanceMetric> evaluate(Outcomes outcomes, EvaluationSettings settings) {
    if (outcomes instanceof ClassificationOutcomes rows) {
      return ClassificationMetrics.evaluate(rows, settings);
    }
    if (outcomes instanceof RegressionOutcomes rows) {
      return RegressionMetrics.evaluate(rows, settings);
    }
    return RankingMetrics.evaluate((RankingOutcomes) outcomes, settings);
  }

  /**
   * Returns the metrics of rows that may resemble their neighbours in time; values are those of
   * {@link #evaluate}, intervals allow for dependence.
   *
   * @param outcomes rows in the order of time
   */
  public static List<PerformanceMetric> evaluateInOrder(
      Outcomes outcomes, EvaluationSettings settings) {
    return new DependentRows(outcomes, settings).widened(evaluate(outcomes, settings));
  }
}
