package io.modelmon.performance.estimate;

import io.modelmon.math.Interval;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * What metrics are to be expected when the label of each row is positive with a known probability.
 *
 * <p>Every metric is a ratio of two sums over rows that are linear in the labels; its value is the
 * ratio of their expectations, its variance that of the linearised ratio, with labels independent.
 *
 * <p><b>Cost:</b> one pass per metric, and a sort for the area. <br>
 * <b>Threads:</b> confined.
 */
final class Expectation {

  private final double[] probabilities;
  private final double level;
  private final double inflation;
  private final List<ReferenceError> errors;

  /** Expects labels of rows; variances are multiplied by the inflation. */
  Expectation(double[] probabilities, double level, double inflation, List<ReferenceError> errors) {
    this.probabilities = probabilities;
    this.level = level;
    this.inflation = inflation;
    this.errors = errors;
  }

  List<PerformanceMetric> metrics(double[] scores, boolean[] predicted) {
    List<PerformanceMetric> metrics = new ArrayList<>();
    metrics.add(ratio(MetricName.ACCURACY, predicted, MetricStatus.NO_ROWS));
    metrics.add(ratio(MetricName.PRECISION, predicted, MetricStatus.NO_POSITIVE_PREDICTION));
    metrics.add(ratio(MetricName.RECALL, predicted, MetricStatus.NO_POSITIVE_LABEL));
    metrics.add(ratio(MetricName.SPECIFICITY, predicted, MetricStatus.NO_NEGATIVE_LABEL));
    metrics.add(ratio(MetricName.F1, predicted, MetricStatus.ZERO_DENOMINATOR));
    metrics.add(area(scores));
    return metrics;
  }

  /**
   * Numerator and denominator of a metric for a row with each label: {n if positive, n if not, d if
   * positive, d if not}.
   */
  private static int[] weights(MetricName name, boolean predicted) {
    int yes = predicted ? 1 : 0;
    int no = 1 - yes;
    return switch (name) {
      case PRECISION -> new int[] {yes, 0, yes, yes};
      case RECALL -> new int[] {yes, 0, 1, 0};
      case SPECIFICITY -> new int[] {0, no, 0, 1};
      case F1 -> new int[] {2 * yes, 0, 1 + yes, yes};
      default -> new int[] {yes, no, 1, 1};
    };
  }

  private PerformanceMetric ratio(MetricName name, boolean[] predicted, MetricStatus reason) {
    int[][] weights = {weights(name, false), weights(name, true)};
    double numerator = 0;
    double denominator = 0;
    for (int i = 0; i < probabilities.length; i++) {
      int[] row = weights[predicted[i] ? 1 : 0];
      numerator += probabilities[i] * row[0] + (1 - probabilities[i]) * row[1];
      denominator += probabilities[i] * row[2] + (1 - probabilities[i]) * row[3];
    }
    int n = probabilities.length;
    if (denominator <= 0) {
      return PerformanceMetric.undefined(name, n, n == 0 ? MetricStatus.NO_ROWS : reason);
    }
    double value = numerator / denominator;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      int[] row = weights[predicted[i] ? 1 : 0];
      double gradient = row[0] - row[1] - value * (row[2] - row[3]);
      variance += probabilities[i] * (1 - probabilities[i]) * gradient * gradient;
    }
    return known(name, value, variance / (denominator * denominator));
  }

  private PerformanceMetric known(MetricName name, double value, double variance) {
    double bias = ReferenceError.bias(errors, name);
    Interval interval = BiasAwareReach.around(value, Math.sqrt(variance * inflation), bias, level);
    return PerformanceMetric.known(name, value, interval, probabilities.length);
  }

  /** The expected area: pairs in order, each weighted by how likely it is of different labels. */
  PerformanceMetric area(double[] scores) {
    int n = probabilities.length;
    Order order = new Order(scores, probabilities);
    double positives = order.positives();
    double negatives = n - positives;
    if (n == 0 || positives <= 0 || negatives <= 0) {
      return PerformanceMetric.undefined(
          MetricName.ROC_AUC, n, n == 0 ? MetricStatus.NO_ROWS : MetricStatus.ONE_CLASS);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += probabilities[i] * order.negativesBelow(i);
    }
    double value = sum / (positives * negatives);
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double gradient =
          order.negativesBelow(i) - order.positivesAbove(i) - value * (negatives - positives);
      variance += probabilities[i] * (1 - probabilities[i]) * gradient * gradient;
    }
    return known(
        MetricName.ROC_AUC, value, variance / (positives * negatives * positives * negatives));
  }
}
