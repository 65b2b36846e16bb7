package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import io.modelmon.math.StudentDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The metrics of predicted numbers. */
final class RegressionMetrics {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private RegressionMetrics() {}

  static List<PerformanceMetric> evaluate(RegressionOutcomes rows, EvaluationSettings settings) {
    double level = settings.level();
    double[] errors = rows.errors();
    double[] sizes = Arrays.stream(errors).map(Math::abs).toArray();
    List<PerformanceMetric> metrics = new ArrayList<>();
    PerformanceMetric mse = mean(MetricName.MSE, squares(errors, 0, 0), 0, INFINITY, level);
    metrics.add(mse);
    metrics.add(root(mse));
    metrics.add(mean(MetricName.MAE, sizes, 0, INFINITY, level));
    metrics.add(relative(rows, sizes, level));
    metrics.add(symmetric(rows, level));
    metrics.add(explained(rows, errors, level));
    ErrorQuantiles.add(metrics, errors, level);
    metrics.add(mean(MetricName.BIAS, errors, -INFINITY, INFINITY, level));
    metrics.add(variance(errors, level));
    return List.copyOf(metrics);
  }

  private static PerformanceMetric mean(
      MetricName name, double[] values, double least, double largest, double level) {
    if (values.length == 0) {
      return undefined(name, 0, MetricStatus.NO_ROWS);
    }
    Interval interval = MeanInterval.of(values, least, largest, level);
    return known(name, MeanInterval.mean(values), interval, values.length);
  }

  private static PerformanceMetric root(PerformanceMetric mse) {
    if (!mse.known()) {
      return undefined(MetricName.RMSE, mse.n(), mse.status());
    }
    Interval squared = mse.interval();
    Interval interval =
        squared.known()
            ? new Interval(Math.sqrt(squared.lower()), Math.sqrt(squared.upper()), squared.level())
            : Interval.UNKNOWN;
    return known(MetricName.RMSE, Math.sqrt(mse.value()), interval, mse.n());
  }

  private static PerformanceMetric relative(RegressionOutcomes rows, double[] sizes, double level) {
    double[] relative = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      if (rows.actual(i) == 0) {
        return undefined(MetricName.MAPE, sizes.length, MetricStatus.ZERO_LABEL);
      }
      relative[i] = sizes[i] / Math.abs(rows.actual(i));
    }
    return mean(MetricName.MAPE, relative, 0, INFINITY, level);
  }

  private static PerformanceMetric symmetric(RegressionOutcomes rows, double level) {
    double[] relative = new double[rows.size()];
    for (int i = 0; i < relative.length; i++) {
      double predicted = rows.predicted(i);
      double actual = rows.actual(i);
      int scale = Math.getExponent(Math.max(Math.abs(predicted), Math.abs(actual)));
      predicted = Math.scalb(predicted, -scale); // sum and difference are within range
      actual = Math.scalb(actual, -scale);
      double size = Math.abs(predicted - actual);
      relative[i] = size == 0 ? 0 : 2 * size / (Math.abs(predicted) + Math.abs(actual));
    }
    return mean(MetricName.SMAPE, relative, 0, 2, level);
  }

  /** Errors and labels are squared in units of their own, so that no square leaves the range. */
  private static PerformanceMetric explained(
      RegressionOutcomes rows, double[] errors, double level) {
    int n = errors.length;
    if (n < 2) {
      return undefined(MetricName.R2, n, n == 0 ? MetricStatus.NO_ROWS : MetricStatus.TOO_FEW_ROWS);
    }
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      labels[i] = rows.actual(i);
    }
    double mean = MeanInterval.mean(labels);
    int unit = MeanInterval.exponent(errors, 0);
    int labelUnit = MeanInterval.exponent(labels, mean);
    double[] squares = squares(errors, 0, unit);
    double[] deviations = squares(labels, mean, labelUnit);
    double total = MeanInterval.mean(deviations);
    if (total == 0) {
      return undefined(MetricName.R2, n, MetricStatus.CONSTANT_LABELS);
    }
    double unexplained = Math.scalb(MeanInterval.mean(squares) / total, 2 * (unit - labelUnit));
    return known(
        MetricName.R2,
        1 - unexplained,
        explainedInterval(squares, deviations, unexplained, level),
        n);
  }

  private static double[] squares(double[] values, double from, int unit) {
    double[] squares = new double[values.length];
    for (int i = 0; i < squares.length; i++) {
      double difference = Math.scalb(values[i] - from, -unit);
      squares[i] = difference * difference;
    }
    return squares;
  }

  /** The delta method on the logarithm of the unexplained share. */
  private static Interval explainedInterval(
      double[] squares, double[] labels, double unexplained, double level) {
    int n = squares.length;
    double mse = MeanInterval.mean(squares);
    double total = MeanInterval.mean(labels);
    if (!(mse > 0 && mse < INFINITY && total < INFINITY)) {
      return Interval.UNKNOWN;
    }
    double sum = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double influence = squares[i] / mse - labels[i] / total;
      sum += influence * influence;
      fourth += influence * influence * influence * influence;
    }
    double kurtosis = sum == 0 ? 0 : n * (fourth / sum / sum) - 3;
    double df = MeanInterval.degreesOfFreedom(n, 0, kurtosis);
    double t = StudentDistribution.criticalValue(1 - level, df);
    double distance = t * Math.sqrt(sum / (n - 1) / n);
    return new Interval(
        1 - unexplained * Math.exp(distance), 1 - unexplained * Math.exp(-distance), level);
  }

  private static PerformanceMetric variance(double[] errors, double level) {
    int n = errors.length;
    if (n < 2) {
      return undefined(
          MetricName.ERROR_VARIANCE, n, n == 0 ? MetricStatus.NO_ROWS : MetricStatus.TOO_FEW_ROWS);
    }
    double[] squares = squares(errors, MeanInterval.mean(errors), 0);
    for (int i = 0; i < n; i++) {
      squares[i] = squares[i] * n / (n - 1);
    }
    return mean(MetricName.ERROR_VARIANCE, squares, 0, INFINITY, level);
  }
}
