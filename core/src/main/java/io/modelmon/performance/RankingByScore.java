package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import java.util.List;

/**
 * The metrics of how well scores order rows.
 *
 * <p>Of several classes the areas are means over those that have both a row of their own and one of
 * another. A row ranks in the area of every class, so that its influences are added up before their
 * variance is taken. All in perfect order, such a mean has no interval.
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
    Mean areas = new Mean(scored.length);
    Mean precisions = new Mean(scored.length);
    for (int of = 0; of < rows.classes() && status == MetricStatus.KNOWN; of++) {
      RankedScores scores = RankedScores.of(rows, scored, of);
      if (scores.positives() > 0 && scores.negatives() > 0) {
        double area = RocArea.of(scores).value();
        AveragePrecision precision = AveragePrecision.of(scores);
        double[] seen = AveragePrecision.seen(scores);
        areas.add(area, Influence.onArea(scores, area), rows, scored, scores, of);
        precisions.add(
            precision.value(),
            Influence.onAveragePrecision(scores, precision.value(), seen),
            rows,
            scored,
            scores,
            of);
        precisions.bias += precision.bias();
      }
    }
    if (status == MetricStatus.KNOWN && areas.count == 0) {
      status = MetricStatus.ONE_CLASS;
    }
    metrics.add(areas.metric(MetricName.ROC_AUC, status, level));
    metrics.add(precisions.metric(MetricName.PR_AUC, status, level));
  }

  /** A mean over classes, and what each row adds to it. */
  private static final class Mean {

    private final double[] influences;
    private double sum;
    private double bias;
    private int count;
    private double rarity;
    private double cubes;

    Mean(int rows) {
      influences = new double[rows];
    }

    void add(
        double value,
        Influence influence,
        ClassificationOutcomes rows,
        int[] scored,
        RankedScores scores,
        int of) {
      sum += value;
      count++;
      rarity += 1.0 / scores.positives();
      cubes += Math.pow(scores.positives(), -3);
      for (int i = 0; i < scored.length; i++) {
        int group = scores.group(rows.score(scored[i], of));
        influences[i] +=
            rows.actual(scored[i]) == of
                ? influence.ofPositive(group)
                : influence.ofNegative(group);
      }
    }

    PerformanceMetric metric(MetricName name, MetricStatus status, double level) {
      int n = influences.length;
      if (status != MetricStatus.KNOWN) {
        return undefined(name, n, status);
      }
      double value = sum / count;
      double centre = value - bias / count;
      double squares = 0;
      for (double influence : influences) {
        squares += influence * influence;
      }
      double error = Math.sqrt(squares) / count;
      if (!(error > 0) || centre < 1e-12 || 1 - centre < 1e-12) {
        return known(name, value, Interval.UNKNOWN, n);
      }
      Interval wide =
          Influence.logit(
              centre, error, Quantiles.widened(level, Math.max(3, rarity * rarity / cubes)));
      return known(
          name, value, new Interval(wide.lower(), Math.max(value, wide.upper()), level), n);
    }
  }
}
