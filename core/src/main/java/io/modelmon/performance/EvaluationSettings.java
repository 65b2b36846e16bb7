package io.modelmon.performance;

/**
 * What the definition of metrics leaves open.
 *
 * @param level of the confidence intervals, in [0.5, 1)
 * @param beta weight of recall against precision in F-beta, > 0
 * @param liftShare share of rows that {@link MetricName#LIFT} looks at, in (0, 1)
 * @param calibrationBins number of equal-width bins of {@link CalibrationCurve}, in [1, 1000]
 * @param k number of leading items that NDCG and hit rate look at, ≥ 1
 */
public record EvaluationSettings(
    double level, double beta, double liftShare, int calibrationBins, int k) {

  /** Level 0.95, beta 2, the highest tenth, ten bins, ten items. */
  public static final EvaluationSettings DEFAULT = new EvaluationSettings(0.95, 2, 0.1, 10, 10);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is outside its range
   */
  public EvaluationSettings {
    require(level >= 0.5 && level < 1, "level must be in [0.5, 1)", level);
    require(beta > 0 && beta < Double.POSITIVE_INFINITY, "beta must be positive", beta);
    require(liftShare > 0 && liftShare < 1, "liftShare must be in (0, 1)", liftShare);
    require(
        calibrationBins >= 1 && calibrationBins <= 1000,
        "calibrationBins must be in [1, 1000]",
        calibrationBins);
    require(k >= 1, "k must be at least 1", k);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + value);
    }
  }

  /** Returns the same with another level. */
  public EvaluationSettings withLevel(double other) {
    return new EvaluationSettings(other, beta, liftShare, calibrationBins, k);
  }

  /** Returns the same with another number of leading items. */
  public EvaluationSettings withK(int other) {
    return new EvaluationSettings(level, beta, liftShare, calibrationBins, other);
  }
}
