package io.modelmon.performance;

/**
 * How labels and predictions go together, as far as shares of rows tell.
 *
 * <p>Sums are of whole counts, which are exact: summed shares miss 1 by a little, and one class
 * then seems to be two.
 */
final class ClassShares {

  private final double[][] counts;
  private final double[] labels;
  private final double[] predictions;
  private final double rows;
  private final double labelSpread;
  private final double predictionSpread;

  private ClassShares(double[][] counts, double[] labels, double[] predictions, double rows) {
    this.counts = counts;
    this.labels = labels;
    this.predictions = predictions;
    this.rows = rows;
    this.labelSpread = spread(labels, rows);
    this.predictionSpread = spread(predictions, rows);
  }

  /** Returns the shares when some rows are added to every cell. */
  static ClassShares of(ConfusionMatrix matrix, double added) {
    int k = matrix.classes();
    double[][] counts = new double[k][k];
    double[] labels = new double[k];
    double[] predictions = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        counts[i][j] = matrix.count(i, j) + added;
        labels[i] += counts[i][j];
        predictions[j] += counts[i][j];
      }
    }
    return new ClassShares(counts, labels, predictions, matrix.rows() + added * k * k);
  }

  private static double spread(double[] counts, double rows) {
    double sum = rows * rows;
    for (double count : counts) {
      sum -= count * count;
    }
    return sum / (rows * rows);
  }

  /** Returns 1 − Σ share² of labels, exactly 0 for one class. */
  double labelSpread() {
    return labelSpread;
  }

  /** Returns 1 − Σ share² of predictions, exactly 0 for one class. */
  double predictionSpread() {
    return predictionSpread;
  }

  private double scale() {
    return Math.sqrt(labelSpread * predictionSpread);
  }

  /** Returns the correlation, in [−1, 1]. */
  double correlation() {
    double covariance = 0;
    for (int i = 0; i < labels.length; i++) {
      covariance += rows * counts[i][i] - labels[i] * predictions[i];
    }
    return Math.max(-1, Math.min(1, covariance / (rows * rows) / scale()));
  }

  /** Returns the standard deviation of what one row adds to the correlation. */
  double error() {
    double scale = scale();
    double value = correlation();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        double gradient =
            ((i == j ? rows : 0) - predictions[i] - labels[j]) / scale
                + value * (labels[i] / labelSpread + predictions[j] / predictionSpread);
        sum += counts[i][j] * gradient / rows;
        squares += counts[i][j] * gradient / rows * gradient;
      }
    }
    return Math.sqrt(Math.max(0, squares - sum * sum)) / rows;
  }
}
