package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import io.modelmon.math.StudentDistribution;

/**
 * Correlation of predicted and true class, of two or more classes.
 *
 * <p><b>Output:</b> in [−1, 1]; 0 for predictions that ignore the row. Undefined when labels or
 * predictions are all of one class. <br>
 * <b>Error:</b> the interval is Fisher's transformation with the delta method over the cells of the
 * confusion matrix, with Student's quantile for the degrees of freedom that the rarity of classes
 * leaves. <br>
 * <b>Cost:</b> classes². <br>
 * <b>Threads:</b> stateless.
 *
 * @see "J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient,
 *     Computational Biology and Chemistry 28, 2004"
 */
final class MatthewsCorrelation {

  /** Below this a deviation is one of rounding: a row in a billion adds more. */
  private static final double ROUNDING = 1e-6;

  private MatthewsCorrelation() {}

  static PerformanceMetric of(ConfusionMatrix matrix, double level) {
    int n = (int) matrix.rows();
    if (n == 0) {
      return undefined(MetricName.MCC, n, MetricStatus.NO_ROWS);
    }
    ClassShares shares = ClassShares.of(matrix, 0);
    if (shares.labelSpread() == 0) {
      return undefined(MetricName.MCC, n, MetricStatus.ONE_CLASS);
    }
    if (shares.predictionSpread() == 0) {
      return undefined(MetricName.MCC, n, MetricStatus.ZERO_DENOMINATOR);
    }
    return known(MetricName.MCC, shares.correlation(), interval(matrix, shares, level), n);
  }

  private static Interval interval(ConfusionMatrix matrix, ClassShares shares, double level) {
    double value = shares.correlation();
    ClassShares steady = shares;
    double n = matrix.rows();
    if (1 - Math.abs(value) < 4 / n || shares.error() < ROUNDING) {
      // Without errors there is no spread: half a row in each cell shows what it may be.
      steady = ClassShares.of(matrix, 0.5);
      n += 0.5 * matrix.classes() * matrix.classes();
    }
    double centre = steady.correlation();
    double error = steady.error() / Math.sqrt(n) / (1 - centre * centre);
    double distance =
        StudentDistribution.criticalValue(1 - level, matrix.degreesOfFreedom()) * error;
    double z = 0.5 * Math.log((1 + centre) / (1 - centre));
    return new Interval(
        Math.min(value, Math.tanh(z - distance)), Math.max(value, Math.tanh(z + distance)), level);
  }
}
