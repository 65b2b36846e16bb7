package io.modelmon.performance;

import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Comparison of two models on independent rows: two live versions of which each request sees one.
 *
 * <p><b>Input:</b> outcomes of the same task. <br>
 * <b>Output:</b> per metric the difference first − second, with an interval and, for proportions
 * (score test), the area under the ROC curve (DeLong) and mean losses (Welch), a two-sided p-value.
 * <br>
 * <b>Error:</b> losses: Welch's interval; everything else: recovered from the interval of each
 * side, which for proportions is Newcombe's. <br>
 * <b>Cost:</b> that of two evaluations. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "R. G. Newcombe, Interval estimation for the difference between independent proportions,
 *     Statistics in Medicine 17, 1998, method 10; B. L. Welch, The generalization of Student's
 *     problem when several different population variances are involved, Biometrika 34, 1947"
 */
public final class VersionComparison {

  private VersionComparison() {}

  /**
   * Compares two models.
   *
   * @param first outcomes of one
   * @param second outcomes of the other, of the same task, classes and positive class
   * @return one difference per metric of the task, in the order of {@link Evaluation}
   * @throws IllegalArgumentException when the tasks differ
   */
  public static List<MetricDifference> compare(
      Outcomes first, Outcomes second, EvaluationSettings settings) {
    if (first.getClass() != second.getClass()
        || (first instanceof ClassificationOutcomes one
            && second instanceof ClassificationOutcomes other
            && (one.classes() != other.classes() || one.positive() != other.positive()))) {
      throw new IllegalArgumentException("both outcomes must be of the same task and classes");
    }
    Map<MetricName, PerformanceMetric> others = new EnumMap<>(MetricName.class);
    for (PerformanceMetric metric : Evaluation.evaluate(second, settings)) {
      others.put(metric.name(), metric);
    }
    List<MetricDifference> differences = new ArrayList<>();
    for (PerformanceMetric metric : Evaluation.evaluate(first, settings)) {
      PerformanceMetric other = others.get(metric.name());
      if (other == null) {
        continue;
      }
      differences.add(
          metric.known() && other.known()
              ? difference(metric, other, first, second, settings.level())
              : MetricDifference.undefined(
                  metric.name(), metric.known() ? other.status() : metric.status()));
    }
    return List.copyOf(differences);
  }

  private static MetricDifference difference(
      PerformanceMetric metric,
      PerformanceMetric other,
      Outcomes first,
      Outcomes second,
      double level) {
    MetricName name = metric.name();
    if (Losses.has(name)) {
      return WelchComparison.of(name, Losses.of(name, first), Losses.of(name, second), level);
    }
    if (name == MetricName.ROC_AUC
        && first instanceof ClassificationOutcomes one
        && second instanceof ClassificationOutcomes two
        && one.binary()) {
      return areas(
          RocArea.of(RankedScores.of(one, one.positive())),
          RocArea.of(RankedScores.of(two, two.positive())),
          level);
    }
    double pValue =
        Proportions.has(name)
            ? Proportions.of(name, first).pValue(Proportions.of(name, second))
            : Double.NaN;
    return new MetricDifference(
        name, metric.value() - other.value(), recovered(metric, other), pValue, MetricStatus.KNOWN);
  }

  private static Interval recovered(PerformanceMetric metric, PerformanceMetric other) {
    return metric.interval().known() && other.interval().known()
        ? Recovery.difference(metric.value(), metric.interval(), other.value(), other.interval())
        : Interval.UNKNOWN;
  }

  private static MetricDifference areas(RocArea first, RocArea second, double level) {
    double difference = first.value() - second.value();
    double variance = first.variance() + second.variance();
    Interval interval =
        Recovery.difference(
            first.value(), first.interval(level), second.value(), second.interval(level));
    double pValue =
        variance > 0
            ? ChiSquareDistribution.survival(difference * difference / variance, 1)
            : Double.NaN;
    return new MetricDifference(
        MetricName.ROC_AUC, difference, interval, pValue, MetricStatus.KNOWN);
  }
}
