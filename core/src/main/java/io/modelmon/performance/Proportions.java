package io.modelmon.performance;

import io.modelmon.math.ChiSquareDistribution;

/**
 * The metrics that are a share of rows.
 *
 * @param hits rows that count
 * @param rows of how many, at least one
 */
record Proportions(long hits, long rows) {

  /** Returns whether a metric is a share of rows. */
  static boolean has(MetricName name) {
    return switch (name) {
      case ACCURACY, PRECISION, RECALL, SPECIFICITY -> true;
      default -> false;
    };
  }

  /** Returns the counts behind a metric. */
  static Proportions of(MetricName name, Outcomes outcomes) {
    ClassificationOutcomes rows = (ClassificationOutcomes) outcomes;
    ConfusionMatrix matrix = rows.confusionMatrix();
    int positive = rows.positive();
    int negative = 1 - positive;
    return switch (name) {
      case PRECISION ->
          new Proportions(matrix.count(positive, positive), matrix.predictions(positive));
      case RECALL -> new Proportions(matrix.count(positive, positive), matrix.labels(positive));
      case SPECIFICITY ->
          new Proportions(matrix.count(negative, negative), matrix.labels(negative));
      default -> new Proportions(matrix.right(), matrix.rows());
    };
  }

  /**
   * Returns the two-sided p-value of equal proportions; 1 when both are all or nothing alike.
   *
   * @param inflation by how much dependence inflates the variance of this one, ≥ 1
   * @param others the same of the other one
   */
  double pValue(Proportions other, double inflation, double others) {
    double own = rows / inflation;
    double foreign = other.rows / others;
    double pooled = (hits / inflation + other.hits / others) / (own + foreign);
    double variance = pooled * (1 - pooled) * (1 / own + 1 / foreign);
    if (variance == 0) {
      return 1;
    }
    double difference = (double) hits / rows - (double) other.hits / other.rows;
    return ChiSquareDistribution.survival(difference * difference / variance, 1);
  }
}
