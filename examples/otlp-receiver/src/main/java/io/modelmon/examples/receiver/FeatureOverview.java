package io.modelmon.examples.receiver;

import java.util.List;

/**
 * What a receiver knows about one feature or output of a model.
 *
 * @param name its name
 * @param measure the measure that decides about the effect
 * @param statistic the measure's value, NaN when not given
 * @param pValue the p-value that decides about significance, NaN when not given
 * @param noise how large the measure gets by chance, NaN when not given
 * @param drifted whether it has drifted
 */
public record FeatureOverview(
    String name, String measure, double statistic, double pValue, double noise, boolean drifted) {

  private static final String MEASURE = "modelmon.drift.measure";

  /** Tells whether it is an output of the model. */
  public boolean output() {
    return isOutput(name);
  }

  static boolean isOutput(String name) {
    return name.equals("prediction") || name.startsWith("prediction.");
  }

  /** Collects the newest drift points of one feature. */
  static FeatureOverview of(String name, List<Series> points) {
    boolean numeric = points.stream().anyMatch(point -> point.attribute(MEASURE).equals("ks"));
    return new FeatureOverview(
        name,
        numeric ? "ks" : "tv",
        value(points, "modelmon.drift.statistic", List.of(numeric ? "ks" : "tv")),
        value(points, "modelmon.drift.p_value", numeric ? List.of("ks") : List.of("chi2", "tv")),
        value(points, "modelmon.drift.noise", List.of(numeric ? "ks" : "tv")),
        points.stream()
            .anyMatch(
                point -> point.name().equals("modelmon.drift.detected") && point.value() > 0));
  }

  private static double value(List<Series> points, String metric, List<String> measures) {
    for (String measure : measures) {
      for (Series point : points) {
        if (point.name().equals(metric) && point.attribute(MEASURE).equals(measure)) {
          return point.value();
        }
      }
    }
    return Double.NaN;
  }
}
