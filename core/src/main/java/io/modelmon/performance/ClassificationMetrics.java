package io.modelmon.performance;

import io.modelmon.performance.AveragedRates.Rate;
import io.modelmon.performance.Rates.Counts;
import io.modelmon.performance.Rates.Sample;
import java.util.ArrayList;
import java.util.List;

/** The metrics of predicted classes. */
final class ClassificationMetrics {

  private ClassificationMetrics() {}

  static List<PerformanceMetric> evaluate(
      ClassificationOutcomes rows, EvaluationSettings settings) {
    List<PerformanceMetric> metrics = new ArrayList<>();
    ConfusionMatrix matrix = rows.confusionMatrix();
    Sample sample = new Sample(rows.size(), settings.level());
    metrics.add(
        Rates.proportion(
            MetricName.ACCURACY, matrix.right(), rows.size(), MetricStatus.NO_ROWS, sample));
    metrics.add(balancedAccuracy(matrix, settings.level()));
    if (rows.binary()) {
      addBinary(metrics, matrix, rows.positive(), settings);
    } else {
      addAverages(metrics, matrix, settings);
    }
    metrics.add(MatthewsCorrelation.of(matrix, settings.level()));
    int[] scored = Scores.rows(rows);
    addLosses(metrics, rows, scored, settings);
    if (rows.binary()) {
      RankingByScore.addBinary(metrics, rows, settings);
    } else {
      RankingByScore.addAverages(metrics, rows, scored, settings.level());
    }
    return List.copyOf(metrics);
  }

  private static PerformanceMetric balancedAccuracy(ConfusionMatrix matrix, double level) {
    AveragedRates recall = new AveragedRates(matrix, Rate.RECALL, 1);
    if (recall.definedClasses() == 1) {
      return PerformanceMetric.undefined(
          MetricName.BALANCED_ACCURACY, (int) matrix.rows(), MetricStatus.ONE_CLASS);
    }
    return recall.macroOfDisjoint(MetricName.BALANCED_ACCURACY, level);
  }

  private static void addBinary(
      List<PerformanceMetric> metrics,
      ConfusionMatrix matrix,
      int positive,
      EvaluationSettings settings) {
    int negative = 1 - positive;
    Sample sample = new Sample((int) matrix.rows(), settings.level());
    Counts counts = Counts.of(matrix, positive);
    metrics.add(
        Rates.proportion(
            MetricName.PRECISION,
            counts.right(),
            matrix.predictions(positive),
            MetricStatus.NO_POSITIVE_PREDICTION,
            sample));
    metrics.add(
        Rates.proportion(
            MetricName.RECALL,
            counts.right(),
            matrix.labels(positive),
            MetricStatus.NO_POSITIVE_LABEL,
            sample));
    metrics.add(
        Rates.proportion(
            MetricName.SPECIFICITY,
            matrix.count(negative, negative),
            matrix.labels(negative),
            MetricStatus.NO_NEGATIVE_LABEL,
            sample));
    metrics.add(Rates.score(MetricName.F1, counts, 1, sample));
    metrics.add(Rates.score(MetricName.F_BETA, counts, settings.beta(), sample));
  }

  private static void addAverages(
      List<PerformanceMetric> metrics, ConfusionMatrix matrix, EvaluationSettings settings) {
    double level = settings.level();
    AveragedRates precision = new AveragedRates(matrix, Rate.PRECISION, 1);
    AveragedRates recall = new AveragedRates(matrix, Rate.RECALL, 1);
    AveragedRates f1 = new AveragedRates(matrix, Rate.F, 1);
    AveragedRates score = new AveragedRates(matrix, Rate.F, settings.beta());
    metrics.add(precision.macro(MetricName.PRECISION_MACRO, level));
    metrics.add(pooled(MetricName.PRECISION_MICRO, matrix, level));
    metrics.add(precision.weighted(MetricName.PRECISION_WEIGHTED, level));
    metrics.add(recall.macroOfDisjoint(MetricName.RECALL_MACRO, level));
    metrics.add(pooled(MetricName.RECALL_MICRO, matrix, level));
    // Weighting recall by labels gives back the share of right rows.
    metrics.add(pooled(MetricName.RECALL_WEIGHTED, matrix, level));
    metrics.add(f1.macro(MetricName.F1_MACRO, level));
    metrics.add(pooled(MetricName.F1_MICRO, matrix, level));
    metrics.add(f1.weighted(MetricName.F1_WEIGHTED, level));
    metrics.add(score.macro(MetricName.F_BETA_MACRO, level));
    metrics.add(pooled(MetricName.F_BETA_MICRO, matrix, level));
    metrics.add(score.weighted(MetricName.F_BETA_WEIGHTED, level));
  }

  /** Each row is one prediction of one class: pooled, every rate is the share of right rows. */
  private static PerformanceMetric pooled(MetricName name, ConfusionMatrix matrix, double level) {
    Sample sample = new Sample((int) matrix.rows(), level);
    return Rates.proportion(name, matrix.right(), matrix.rows(), MetricStatus.NO_ROWS, sample);
  }

  private static void addLosses(
      List<PerformanceMetric> metrics,
      ClassificationOutcomes rows,
      int[] scored,
      EvaluationSettings settings) {
    MetricStatus status = Scores.probabilities(rows, scored);
    if (status == MetricStatus.KNOWN) {
      metrics.add(ProbabilityLosses.logLoss(rows, scored, settings.level()));
      metrics.add(ProbabilityLosses.brier(rows, scored, settings.level()));
      metrics.add(CalibrationCurve.of(rows, settings).error(settings.level()));
    } else {
      metrics.add(PerformanceMetric.undefined(MetricName.LOG_LOSS, scored.length, status));
      metrics.add(PerformanceMetric.undefined(MetricName.BRIER, scored.length, status));
      metrics.add(PerformanceMetric.undefined(MetricName.ECE, scored.length, status));
    }
  }
}
