package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import io.modelmon.math.StudentDistribution;
import java.util.ArrayList;
import java.util.List;

/** The metrics of predicted numbers. */
final class RegressionMetrics {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private RegressionMetrics() {}

  static List<PerformanceMetric> evaluate(RegressionOutcomes rows, EvaluationSettings settings) {
    double level = settings.level();
    double[] errors = rows.errors();
    double[] squares = new double[errors.length];
    double[] sizes = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      squares[i] = errors[i] * errors[i];
      sizes[i] = Math.abs(errors[i]);
    }
    List<PerformanceMetric> metrics = new ArrayList<>();
    PerformanceMetric mse = mean(MetricName.MSE, squares, 0, INFINITY, level);
    metrics.add(mse);
    metrics.add(root(mse));
    metrics.add(mean(MetricName.MAE, sizes, 0, INFINITY, level));
    metrics.add(relative(rows, sizes, level));
    metrics.add(symmetric(rows, sizes, level));
    metrics.add(explained(rows, squares, level));
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

  private static PerformanceMetric symmetric(
      RegressionOutcomes rows, double[] sizes, double level) {
    double[] relative = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      double total = Math.abs(rows.predicted(i)) + Math.abs(rows.actual(i));
      relative[i] = sizes[i] == 0 ? 0 : 2 * sizes[i] / total;
    }
    return mean(MetricName.SMAPE, relative, 0, 2, level);
  }

  private static PerformanceMetric explained(
      RegressionOutcomes rows, double[] squares, double level) {
    int n = squares.length;
    if (n < 2) {
      return undefined(MetricName.R2, n, n == 0 ? MetricStatus.NO_ROWS : MetricStatus.TOO_FEW_ROWS);
    }
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      labels[i] = rows.actual(i);
    }
    double mean = MeanInterval.mean(labels);
    for (int i = 0; i < n; i++) {
      labels[i] = (labels[i] - mean) * (labels[i] - mean);
    }
    double total = MeanInterval.mean(labels);
    if (total == 0) {
      return undefined(MetricName.R2, n, MetricStatus.CONSTANT_LABELS);
    }
    double unexplained = MeanInterval.mean(squares) / total;
    return known(
        MetricName.R2, 1 - unexplained, explainedInterval(squares, labels, unexplained, level), n);
  }

  /** The delta method on the logarithm of the unexplained share. */
  private static Interval explainedInterval(
      double[] squares, double[] labels, double unexplained, double level) {
    int n = squares.length;
    double mse = MeanInterval.mean(squares);
    double total = MeanInterval.mean(labels);
    if (mse == 0) {
      return Interval.UNKNOWN;
    }
    double sum = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double influence = squares[i] / mse - labels[i] / total;
      sum += influence * influence;
      fourth += influence * influence * influence * influence;
    }
    double kurtosis = sum == 0 ? 0 : n * fourth / (sum * sum) - 3;
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
    double mean = MeanInterval.mean(errors);
    double[] squares = new double[n];
    for (int i = 0; i < n; i++) {
      squares[i] = (errors[i] - mean) * (errors[i] - mean) * n / (n - 1);
    }
    return mean(MetricName.ERROR_VARIANCE, squares, 0, INFINITY, level);
  }
}
