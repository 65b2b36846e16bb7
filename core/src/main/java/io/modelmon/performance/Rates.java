package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import io.modelmon.math.WilsonInterval;

/**
 * Metrics that are a proportion of rows, with Wilson's interval, or odds of two counts.
 *
 * <p><b>Cost:</b> constant. <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote F1 / (2 − F1) = TP / (TP + FP + FN) is a proportion of the rows that are positive by
 *     prediction or label, so that Wilson's interval of it carries over. F-beta weighs the two
 *     kinds of errors; their weighted count is replaced by the count of as much relative variance,
 *     which gives the interval of F1 for beta = 1.
 */
final class Rates {

  private Rates() {}

  /** Returns the interval of a proportion. */
  static Interval wilson(double hits, double n, double level) {
    WilsonInterval wilson = WilsonInterval.of(hits, n, level);
    return new Interval(wilson.lower(), wilson.upper(), level);
  }

  /**
   * Returns hits / n.
   *
   * @param reason why there is no value when n is 0
   */
  static PerformanceMetric proportion(
      MetricName name, long hits, long n, MetricStatus reason, Sample sample) {
    if (n == 0) {
      return undefined(name, sample.rows(), sample.rows() == 0 ? MetricStatus.NO_ROWS : reason);
    }
    return known(
        name, (double) hits / n, wilson((double) hits, (double) n, sample.level()), sample.rows());
  }

  /** Returns F-beta of counts. */
  static PerformanceMetric score(MetricName name, Counts counts, double beta, Sample sample) {
    if (counts.right() + counts.falsePositives() + counts.falseNegatives() == 0) {
      return undefined(
          name,
          sample.rows(),
          sample.rows() == 0 ? MetricStatus.NO_ROWS : MetricStatus.ZERO_DENOMINATOR);
    }
    return known(
        name, score(counts, beta), scoreInterval(counts, beta, sample.level()), sample.rows());
  }

  static double score(Counts counts, double beta) {
    double square = beta * beta;
    double right = (1 + square) * counts.right();
    return right / (right + square * counts.falseNegatives() + counts.falsePositives());
  }

  static Interval scoreInterval(Counts counts, double beta, double level) {
    double square = beta * beta;
    double wrong = square * counts.falseNegatives() + counts.falsePositives();
    double spread = square * square * counts.falseNegatives() + counts.falsePositives();
    // Without errors nobody knows of which kind they are: the dearer one is assumed.
    double weight = wrong == 0 ? Math.max(square, 1) : spread / wrong;
    double count = wrong == 0 ? 0 : wrong / weight;
    WilsonInterval share =
        WilsonInterval.of((double) counts.right(), counts.right() + count, level);
    return new Interval(
        scored(share.lower(), square, weight), scored(share.upper(), square, weight), level);
  }

  /** Returns F-beta when a share of the relevant rows is right and each error weighs so much. */
  private static double scored(double share, double square, double weight) {
    double right = (1 + square) * share;
    return right / (right + weight * (1 - share));
  }

  /** Of how many rows, and with which level. */
  record Sample(int rows, double level) {}

  /** Decisions about one class. */
  record Counts(long right, long falsePositives, long falseNegatives) {

    static Counts of(ConfusionMatrix matrix, int of) {
      long right = matrix.count(of, of);
      return new Counts(right, matrix.predictions(of) - right, matrix.labels(of) - right);
    }
  }
}
