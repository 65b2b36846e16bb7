package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import java.util.List;

/**
 * The metrics of how well scores order rows.
 *
 * <p>Of several classes the areas are means over those that have both a row of their own and one of
 * another; their intervals treat the areas as moving together, which they mostly do since one row
 * ranks for all, and err on the wide side where they do not.
 */
final class RankingByScore {

  private RankingByScore() {}

  static void addBinary(
      List<PerformanceMetric> metrics, ClassificationOutcomes rows, EvaluationSettings settings) {
    double level = settings.level();
    RankedScores scores = RankedScores.of(rows, rows.positive());
    int n = scores.rows();
    MetricStatus status = status(rows, n);
    if (status == MetricStatus.KNOWN && (scores.positives() == 0 || scores.negatives() == 0)) {
      status = MetricStatus.ONE_CLASS;
    }
    if (status == MetricStatus.KNOWN) {
      RocArea area = RocArea.of(scores);
      metrics.add(known(MetricName.ROC_AUC, area.value(), area.interval(level), n));
      AveragePrecision average = AveragePrecision.of(scores);
      metrics.add(known(MetricName.PR_AUC, average.value(), average.interval(level), n));
    } else {
      metrics.add(undefined(MetricName.ROC_AUC, n, status));
      metrics.add(undefined(MetricName.PR_AUC, n, status));
    }
    metrics.add(lift(scores, status(rows, n), settings));
  }

  private static PerformanceMetric lift(
      RankedScores scores, MetricStatus status, EvaluationSettings settings) {
    int n = scores.rows();
    int places = (int) Math.round(n * settings.liftShare());
    MetricStatus reason = status;
    if (status == MetricStatus.KNOWN && scores.positives() == 0) {
      reason = MetricStatus.NO_POSITIVE_LABEL;
    } else if (status == MetricStatus.KNOWN && places == 0) {
      reason = MetricStatus.TOO_FEW_ROWS;
    }
    if (reason != MetricStatus.KNOWN) {
      return undefined(MetricName.LIFT, n, reason);
    }
    Lift lift = Lift.of(scores, places, settings.level());
    return known(MetricName.LIFT, lift.value(), lift.interval(), n);
  }

  private static MetricStatus status(ClassificationOutcomes rows, int scored) {
    if (rows.size() == 0) {
      return MetricStatus.NO_ROWS;
    }
    return scored == 0 ? MetricStatus.NO_SCORES : MetricStatus.KNOWN;
  }

  static void addAverages(
      List<PerformanceMetric> metrics, ClassificationOutcomes rows, int[] scored, double level) {
    MetricStatus status = status(rows, scored.length);
    double area = 0;
    double average = 0;
    double areaError = 0;
    double averageError = 0;
    int counted = 0;
    for (int of = 0; of < rows.classes() && status == MetricStatus.KNOWN; of++) {
      RankedScores scores = RankedScores.of(rows, of);
      if (scores.positives() > 0 && scores.negatives() > 0) {
        RocArea one = RocArea.of(scores);
        AveragePrecision precision = AveragePrecision.of(scores);
        area += one.value();
        average += precision.value();
        areaError += Math.sqrt(one.variance());
        averageError += Math.sqrt(precision.variance());
        counted++;
      }
    }
    if (status == MetricStatus.KNOWN && counted == 0) {
      status = MetricStatus.ONE_CLASS;
    }
    int n = scored.length;
    if (status == MetricStatus.KNOWN) {
      metrics.add(mean(MetricName.ROC_AUC, area / counted, areaError / counted, n, level));
      metrics.add(mean(MetricName.PR_AUC, average / counted, averageError / counted, n, level));
    } else {
      metrics.add(undefined(MetricName.ROC_AUC, n, status));
      metrics.add(undefined(MetricName.PR_AUC, n, status));
    }
  }

  private static PerformanceMetric mean(
      MetricName name, double value, double error, int n, double level) {
    double spread = value * (1 - value);
    if (!(error > 0) || spread < 1e-12) {
      return known(name, value, Interval.UNKNOWN, n);
    }
    double distance = Quantiles.normal(level) * error / spread;
    double logit = Math.log(value / (1 - value));
    return known(
        name,
        value,
        new Interval(
            1 / (1 + Math.exp(distance - logit)), 1 / (1 + Math.exp(-distance - logit)), level),
        n);
  }
}
