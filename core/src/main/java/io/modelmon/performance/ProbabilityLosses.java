package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Losses of predicted probabilities: log loss and Brier score.
 *
 * <p>Of two classes Brier's score is the squared difference of label and probability of the
 * positive class, in [0, 1]; of more it is summed over classes, in [0, 2]. Probabilities of several
 * classes are taken as they are, also when they do not add up to 1: it may then be as large as
 * their number.
 *
 * <p><b>Error:</b> exact; for the logarithm a probability is at least 2⁻⁵² and at most 1 − 2⁻⁵², so
 * that one wrong certainty costs 36.04 nats instead of everything. <br>
 * <b>Cost:</b> rows × classes. <br>
 * <b>Threads:</b> stateless.
 */
final class ProbabilityLosses {

  static final double CLIP = Math.ulp(1.0);

  /** By how much probabilities in single precision may miss 1. */
  private static final double ROUNDED = 1e-3;

  private ProbabilityLosses() {}

  static double[] logLosses(ClassificationOutcomes rows, int[] scored) {
    double[] losses = new double[scored.length];
    for (int i = 0; i < losses.length; i++) {
      double probability = ofLabel(rows, scored[i]);
      losses[i] = -Math.log(Math.min(1 - CLIP, Math.max(CLIP, probability)));
    }
    return losses;
  }

  private static double ofLabel(ClassificationOutcomes rows, int row) {
    double score = rows.score(row, rows.actual(row));
    return rows.binary() && rows.actual(row) != rows.positive() ? 1 - score : score;
  }

  static double[] brierLosses(ClassificationOutcomes rows, int[] scored) {
    double[] losses = new double[scored.length];
    for (int i = 0; i < losses.length; i++) {
      if (rows.binary()) {
        double difference = 1 - ofLabel(rows, scored[i]);
        losses[i] = difference * difference;
        continue;
      }
      for (int of = 0; of < rows.classes(); of++) {
        double hit = rows.actual(scored[i]) == of ? 1 : 0;
        double difference = rows.score(scored[i], of) - hit;
        losses[i] += difference * difference;
      }
      losses[i] /= rows.classes() == 2 ? 2 : 1;
    }
    return losses;
  }

  static PerformanceMetric logLoss(ClassificationOutcomes rows, int[] scored, double level) {
    double[] losses = logLosses(rows, scored);
    Interval interval = MeanInterval.of(losses, 0, Double.POSITIVE_INFINITY, level);
    return PerformanceMetric.known(
        MetricName.LOG_LOSS, MeanInterval.mean(losses), interval, losses.length);
  }

  static PerformanceMetric brier(ClassificationOutcomes rows, int[] scored, double level) {
    double[] losses = brierLosses(rows, scored);
    Interval interval = MeanInterval.of(losses, 0, largestBrier(rows, scored), level);
    return PerformanceMetric.known(
        MetricName.BRIER, MeanInterval.mean(losses), interval, losses.length);
  }

  /** Returns the largest loss that a row can have by Brier's score. */
  static double largestBrier(ClassificationOutcomes rows, int[] scored) {
    if (rows.classes() == 2) {
      return 1;
    }
    double largest = 0;
    for (int row : scored) {
      double sum = 0;
      for (int of = 0; of < rows.classes(); of++) {
        sum += rows.score(row, of);
      }
      largest = Math.max(largest, sum);
    }
    // No row with scores of that sum can lose more; what other sums there are nobody knows.
    return largest <= 1 + ROUNDED ? 1 + Math.max(1, largest) : rows.classes();
  }
}
