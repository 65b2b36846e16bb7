package io.modelmon.performance;

/** Shares of rows by label and prediction, and how the two go together. */
final class ClassShares {

  private final double[][] cells;
  private final double[] labels;
  private final double[] predictions;

  private ClassShares(int classes) {
    cells = new double[classes][classes];
    labels = new double[classes];
    predictions = new double[classes];
  }

  /** Returns the shares when some rows are added to every cell. */
  static ClassShares of(ConfusionMatrix matrix, double added) {
    int k = matrix.classes();
    double n = matrix.rows() + added * k * k;
    ClassShares shares = new ClassShares(k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        shares.cells[i][j] = (matrix.count(i, j) + added) / n;
        shares.labels[i] += shares.cells[i][j];
        shares.predictions[j] += shares.cells[i][j];
      }
    }
    return shares;
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
