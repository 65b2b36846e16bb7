package io.modelmon.performance;

import io.modelmon.math.EffectiveSampleSize;
import io.modelmon.math.Interval;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Intervals of metrics on rows that follow each other in time and resemble their neighbours: errors
 * come in runs, and then so many rows are worth fewer.
 *
 * <p><b>Input:</b> rows in the order of time. <br>
 * <b>Output:</b> the same values, their intervals as wide as the effective number of rows asks for.
 * A share is Wilson's of that many rows; any other interval is stretched about its value by the
 * root of the inflation. <br>
 * <b>Error:</b> each share and each mean of losses by the autocorrelation of what it averages;
 * every other metric by that of right and wrong predictions, of absolute errors, or of lists with
 * and without a hit, which is an approximation. Right for first-order dependence. Where the
 * autocorrelation is within {@value #SIGNIFICANT} standard errors of zero nothing changes, so that
 * intervals of independent rows remain what they are. <br>
 * <b>Cost:</b> three passes per metric. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "G. V. Bayley and J. M. Hammersley, The 'effective' number of independent observations in an
 *     autocorrelated time series, Supplement to the JRSS 8, 1946"
 */
final class DependentRows {

  private static final double SIGNIFICANT = 2;

  private final Outcomes outcomes;
  private final double usual;
  private final Map<MetricName, Double> known = new EnumMap<>(MetricName.class);

  DependentRows(Outcomes outcomes, EvaluationSettings settings) {
    this.outcomes = outcomes;
    this.usual = inflation(usualSeries(outcomes, settings));
  }

  /** Returns the metrics with intervals that allow for dependence. */
  List<PerformanceMetric> widened(List<PerformanceMetric> metrics) {
    return metrics.stream().map(this::widened).toList();
  }

  private PerformanceMetric widened(PerformanceMetric metric) {
    double inflation = metric.interval().known() ? inflation(metric.name()) : 1;
    return inflation == 1
        ? metric
        : PerformanceMetric.known(
            metric.name(), metric.value(), stretched(metric, inflation), metric.n());
  }

  /** Returns by how much dependence inflates the variance of a metric that is known, ≥ 1. */
  double inflation(MetricName name) {
    return known.computeIfAbsent(name, this::inflationOf);
  }

  private double inflationOf(MetricName name) {
    if (outcomes instanceof ClassificationOutcomes rows && Proportions.has(name)) {
      return inflation(hits(rows, name));
    }
    return Losses.has(name) ? inflation(Losses.of(name, outcomes)) : usual;
  }

  private Interval stretched(PerformanceMetric metric, double inflation) {
    double level = metric.interval().level();
    if (outcomes instanceof ClassificationOutcomes rated && Proportions.has(metric.name())) {
      boolean binary = rated.binary();
      if (binary || metric.name() == MetricName.ACCURACY) {
        Proportions share = Proportions.of(metric.name(), outcomes);
        return Rates.wilson(share.hits() / inflation, share.rows() / inflation, level);
      }
    }
    double root = Math.sqrt(inflation);
    double lower = metric.interval().lower();
    double upper = metric.interval().upper();
    // A calibration error need not lie within its interval.
    double centre = Math.max(lower, Math.min(upper, metric.value()));
    return new Interval(
        Math.max(least(metric.name()), centre - root * (centre - lower)),
        Math.min(largest(metric.name(), outcomes), centre + root * (upper - centre)),
        level);
  }

  private static double least(MetricName name) {
    return switch (name) {
      case BIAS, ERROR_Q05, ERROR_Q50, ERROR_Q95, R2 -> Double.NEGATIVE_INFINITY;
      case MCC -> -1;
      default -> 0;
    };
  }

  private static double largest(MetricName name, Outcomes outcomes) {
    return switch (name) {
      case LOG_LOSS, LIFT, MSE, RMSE, MAE, MAPE, BIAS, ERROR_VARIANCE -> Double.POSITIVE_INFINITY;
      case ERROR_Q05, ERROR_Q50, ERROR_Q95 -> Double.POSITIVE_INFINITY;
      case BRIER -> {
        ClassificationOutcomes rows = (ClassificationOutcomes) outcomes;
        yield ProbabilityLosses.largestBrier(rows, Scores.rows(rows));
      }
      case SMAPE -> 2;
      default -> 1;
    };
  }

  private static double[] usualSeries(Outcomes outcomes, EvaluationSettings settings) {
    if (outcomes instanceof ClassificationOutcomes rows) {
      return hits(rows, MetricName.ACCURACY);
    }
    return outcomes instanceof RankingOutcomes lists
        ? RankingMetrics.hits(lists, settings.k())
        : Losses.of(MetricName.MAE, outcomes);
  }

  /** Right or wrong, of the rows that a share is about. */
  private static double[] hits(ClassificationOutcomes rows, MetricName name) {
    int positive = rows.positive();
    IntPredicate about =
        switch (name) {
          case PRECISION -> row -> rows.predicted(row) == positive;
          case RECALL -> row -> rows.actual(row) == positive;
          case SPECIFICITY -> row -> rows.actual(row) != positive;
          default -> row -> true;
        };
    IntToDoubleFunction hit = row -> rows.predicted(row) == rows.actual(row) ? 1 : 0;
    double[] hits = new double[rows.size()];
    int count = 0;
    for (int row = 0; row < hits.length; row++) {
      if (about.test(row)) {
        hits[count++] = hit.applyAsDouble(row);
      }
    }
    return Arrays.copyOf(hits, count);
  }

  /** Returns by how much dependence inflates the variance of the mean of a series, ≥ 1. */
  static double inflation(double[] series) {
    int n = series.length;
    if (n < 3) {
      return 1;
    }
    double mean = MeanInterval.mean(series);
    double variance = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < n; i++) {
      double own = series[i] - mean;
      variance += own * own;
      first += i < 1 ? 0 : own * (series[i - 1] - mean);
      second += i < 2 ? 0 : own * (series[i - 2] - mean);
    }
    double lag1 = variance == 0 ? Double.NaN : first / variance;
    double corrected = EffectiveSampleSize.correctedLag1(lag1, n);
    if (!(corrected > SIGNIFICANT / Math.sqrt((double) n))) {
      return 1;
    }
    return Math.min(n, EffectiveSampleSize.inflation(lag1, second / variance, n));
  }
}
