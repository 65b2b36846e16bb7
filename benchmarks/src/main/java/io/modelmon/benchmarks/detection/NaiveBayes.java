package io.modelmon.benchmarks.detection;

/**
 * The model under watch: Gaussian naive Bayes, trained once and then left alone, as models in
 * production are.
 *
 * <p><b>Cost:</b> features × classes per row. <b>Threads:</b> confined to one.
 */
final class NaiveBayes {

  private final double[] counts;
  private final double[][] means;
  private final double[][] squares;

  NaiveBayes(int features, int classes) {
    this.counts = new double[classes];
    this.means = new double[classes][features];
    this.squares = new double[classes][features];
  }

  void train(double[] row, int label) {
    double n = ++counts[label];
    for (int i = 0; i < row.length; i++) {
      double delta = row[i] - means[label][i];
      means[label][i] += delta / n;
      squares[label][i] += delta * (row[i] - means[label][i]);
    }
  }

  int predict(double[] row) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < counts.length; label++) {
      double score = score(row, label);
      if (score > highest) {
        highest = score;
        best = label;
      }
    }
    return best;
  }

  private double score(double[] row, int label) {
    if (counts[label] < 2) {
      return Double.NEGATIVE_INFINITY;
    }
    double score = Math.log(counts[label]);
    for (int i = 0; i < row.length; i++) {
      // A feature that never varied in training must not decide by a rounding error.
      double variance = Math.max(squares[label][i] / counts[label], 1e-3);
      double distance = row[i] - means[label][i];
      score -= 0.5 * (Math.log(variance) + distance * distance / variance);
    }
    return score;
  }
}
