package io.modelmon.performance;

import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Comparison of two models on different rows: two live versions of which each request sees one.
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

  private final Outcomes first;
  private final Outcomes second;
  private final EvaluationSettings settings;
  private final boolean ordered;
  private final DependentRows firstRows;
  private final DependentRows secondRows;

  private VersionComparison(
      Outcomes first, Outcomes second, EvaluationSettings settings, boolean ordered) {
    this.first = first;
    this.second = second;
    this.settings = settings;
    this.ordered = ordered;
    this.firstRows = new DependentRows(first, settings);
    this.secondRows = new DependentRows(second, settings);
  }

  /**
   * Compares two models whose rows are independent.
   *
   * @param first outcomes of one
   * @param second outcomes of the other, of the same task, classes and positive class
   * @return one difference per metric of the task, in the order of {@link Evaluation}
   * @throws IllegalArgumentException when the tasks differ
   */
  public static List<MetricDifference> compare(
      Outcomes first, Outcomes second, EvaluationSettings settings) {
    return new VersionComparison(first, second, settings, false).differences();
  }

  /**
   * Compares two models whose rows may resemble their neighbours in time; differences are those of
   * {@link #compare}, intervals and p-values allow for dependence among the rows of each.
   *
   * @param first outcomes of one, in the order of time
   * @param second outcomes of the other, in the order of time
   */
  public static List<MetricDifference> compareInOrder(
      Outcomes first, Outcomes second, EvaluationSettings settings) {
    return new VersionComparison(first, second, settings, true).differences();
  }

  private List<PerformanceMetric> evaluated(Outcomes outcomes) {
    return ordered
        ? Evaluation.evaluateInOrder(outcomes, settings)
        : Evaluation.evaluate(outcomes, settings);
  }

  private List<MetricDifference> differences() {
    if (first.getClass() != second.getClass()
        || (first instanceof ClassificationOutcomes one
            && second instanceof ClassificationOutcomes other
            && (one.classes() != other.classes() || one.positive() != other.positive()))) {
      throw new IllegalArgumentException("both outcomes must be of the same task and classes");
    }
    Map<MetricName, PerformanceMetric> others = new EnumMap<>(MetricName.class);
    for (PerformanceMetric metric : evaluated(second)) {
      others.put(metric.name(), metric);
    }
    List<MetricDifference> differences = new ArrayList<>();
    for (PerformanceMetric metric : evaluated(first)) {
      PerformanceMetric other = others.get(metric.name());
      if (other == null) {
        continue;
      }
      differences.add(
          metric.known() && other.known()
              ? difference(metric, other)
              : MetricDifference.undefined(
                  metric.name(), metric.known() ? other.status() : metric.status()));
    }
    return List.copyOf(differences);
  }

  private MetricDifference difference(PerformanceMetric metric, PerformanceMetric other) {
    MetricName name = metric.name();
    double own = ordered ? firstRows.inflation(name) : 1;
    double others = ordered ? secondRows.inflation(name) : 1;
    if (Losses.has(name)) {
      return WelchComparison.of(
          name, Losses.of(name, first), Losses.of(name, second), settings.level(), own, others);
    }
    if (name == MetricName.ROC_AUC
        && first instanceof ClassificationOutcomes one
        && second instanceof ClassificationOutcomes two
        && one.binary()) {
      return areas(
          metric,
          other,
          RocArea.of(RankedScores.of(one, one.positive())).variance() * own
              + RocArea.of(RankedScores.of(two, two.positive())).variance() * others);
    }
    double pValue =
        Proportions.has(name)
            ? Proportions.of(name, first).pValue(Proportions.of(name, second), own, others)
            : Double.NaN;
    return MetricDifference.known(
        name, metric.value() - other.value(), recovered(metric, other), pValue);
  }

  private static Interval recovered(PerformanceMetric metric, PerformanceMetric other) {
    return metric.interval().known() && other.interval().known()
        ? Recovery.difference(metric.value(), metric.interval(), other.value(), other.interval())
        : Interval.UNKNOWN;
  }

  private static MetricDifference areas(
      PerformanceMetric first, PerformanceMetric second, double variance) {
    double difference = first.value() - second.value();
    Interval interval = recovered(first, second);
    double pValue =
        variance > 0
            ? ChiSquareDistribution.survival(difference * difference / variance, 1)
            : Double.NaN;
    return MetricDifference.known(MetricName.ROC_AUC, difference, interval, pValue);
  }
}
