package io.modelmon.performance;

import io.modelmon.math.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of signed errors, interpolated between order statistics.
 *
 * <p><b>Error:</b> value exact for the definition (position q·(n − 1), linear). The interval runs
 * between the order statistics where the number of errors below the true quantile, a binomial
 * count, has its quantiles (normal with a correction for skewness), interpolated; it needs no
 * assumption about the law of errors. There is none where an end would lie beyond the smallest or
 * largest error. <br>
 * <b>Cost:</b> one sort. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American
 *     Statistician 50, 1996, definition 7; R. Beran and P. Hall, Interpolated nonparametric
 *     prediction intervals and confidence intervals, Journal of the Royal Statistical Society B 55,
 *     1993"
 */
final class ErrorQuantiles {

  private ErrorQuantiles() {}

  static void add(List<PerformanceMetric> metrics, double[] errors, double level) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    metrics.add(quantile(MetricName.ERROR_Q05, sorted, 0.05, level));
    metrics.add(quantile(MetricName.ERROR_Q50, sorted, 0.5, level));
    metrics.add(quantile(MetricName.ERROR_Q95, sorted, 0.95, level));
  }

  private static PerformanceMetric quantile(
      MetricName name, double[] sorted, double q, double level) {
    int n = sorted.length;
    if (n == 0) {
      return PerformanceMetric.undefined(name, 0, MetricStatus.NO_ROWS);
    }
    double value = at(sorted, q * (n - 1));
    double z = Quantiles.normal(level);
    double centre = n * q + (1 - 2 * q) * (z * z - 1) / 6;
    double distance = z * Math.sqrt(n * q * (1 - q));
    // Ranks count from 1; the count of errors below steps by one, hence half a rank.
    double lower = centre - distance + 0.5;
    double upper = centre + distance + 0.5;
    Interval interval =
        lower >= 1 && upper <= n
            ? new Interval(at(sorted, lower - 1), at(sorted, upper - 1), level)
            : Interval.UNKNOWN;
    return PerformanceMetric.known(name, value, interval, n);
  }

  private static double at(double[] sorted, double position) {
    int below = (int) position;
    double share = position - below;
    double low = sorted[below];
    return share == 0 ? low : low + share * (sorted[below + 1] - low);
  }
}
