package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;

/**
 * Correlation of predicted and true class, of two or more classes.
 *
 * <p><b>Output:</b> in [−1, 1]; 0 for predictions that ignore the row. Undefined when labels or
 * predictions are all of one class. <br>
 * <b>Error:</b> the interval is Fisher's transformation with the delta method over the cells of the
 * confusion matrix. <br>
 * <b>Cost:</b> classes². <br>
 * <b>Threads:</b> stateless.
 *
 * @see "J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient,
 *     Computational Biology and Chemistry 28, 2004"
 */
final class MatthewsCorrelation {

  private MatthewsCorrelation() {}

  static PerformanceMetric of(ConfusionMatrix matrix, double level) {
    int n = (int) matrix.rows();
    if (n == 0) {
      return undefined(MetricName.MCC, n, MetricStatus.NO_ROWS);
    }
    Shares shares = Shares.of(matrix, 0);
    if (shares.labelSpread() == 0) {
      return undefined(MetricName.MCC, n, MetricStatus.ONE_CLASS);
    }
    if (shares.predictionSpread() == 0) {
      return undefined(MetricName.MCC, n, MetricStatus.ZERO_DENOMINATOR);
    }
    return known(MetricName.MCC, shares.correlation(), interval(matrix, shares, level), n);
  }

  private static Interval interval(ConfusionMatrix matrix, Shares shares, double level) {
    double value = shares.correlation();
    Shares steady = shares;
    double n = matrix.rows();
    if (1 - Math.abs(value) < 4 / n || shares.error() == 0) {
      // Without errors there is no spread: half a row in each cell shows what it may be.
      steady = Shares.of(matrix, 0.5);
      n += 0.5 * matrix.classes() * matrix.classes();
    }
    double centre = steady.correlation();
    double error = steady.error() / Math.sqrt(n) / (1 - centre * centre);
    double distance = Quantiles.normal(level) * error;
    double z = 0.5 * Math.log((1 + centre) / (1 - centre));
    return new Interval(
        Math.min(value, Math.tanh(z - distance)), Math.max(value, Math.tanh(z + distance)), level);
  }

  /** Shares of rows by label and prediction. */
  private record Shares(double[][] cells, double[] labels, double[] predictions) {

    static Shares of(ConfusionMatrix matrix, double added) {
      int k = matrix.classes();
      double n = matrix.rows() + added * k * k;
      double[][] cells = new double[k][k];
      double[] labels = new double[k];
      double[] predictions = new double[k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          cells[i][j] = (matrix.count(i, j) + added) / n;
          labels[i] += cells[i][j];
          predictions[j] += cells[i][j];
        }
      }
      return new Shares(cells, labels, predictions);
    }

    double labelSpread() {
      return spread(labels);
    }

    double predictionSpread() {
      return spread(predictions);
    }

    /** Returns 1 − Σ share², exactly 0 for one class. */
    private static double spread(double[] shares) {
      double sum = 0;
      for (double share : shares) {
        sum += share * (1 - share);
      }
      return sum;
    }

    double correlation() {
      double covariance = 0;
      for (int i = 0; i < labels.length; i++) {
        covariance += cells[i][i] - labels[i] * predictions[i];
      }
      return covariance / Math.sqrt(labelSpread() * predictionSpread());
    }

    /** Returns the standard deviation of what one row adds to the correlation. */
    double error() {
      double scale = Math.sqrt(labelSpread() * predictionSpread());
      double value = correlation();
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < labels.length; i++) {
        for (int j = 0; j < labels.length; j++) {
          double gradient =
              ((i == j ? 1 : 0) - predictions[i] - labels[j]) / scale
                  + value * (labels[i] / labelSpread() + predictions[j] / predictionSpread());
          sum += cells[i][j] * gradient;
          squares += cells[i][j] * gradient * gradient;
        }
      }
      return Math.sqrt(Math.max(0, squares - sum * sum));
    }
  }
}
