package io.modelmon.examples.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a receiver knows about the performance of a model in one window.
 *
 * @param metric what was measured, such as {@code accuracy}
 * @param estimated whether it was estimated without labels
 * @param window the number of the window
 * @param value the performance
 * @param lower lower end of its interval
 * @param upper upper end of its interval
 * @param predictions how many predictions it is about
 */
public record PerformanceOverview(
    String metric,
    boolean estimated,
    long window,
    double value,
    double lower,
    double upper,
    long predictions) {

  private static final String PERFORMANCE = "modelmon.performance";
  private static final List<String> SHOWN = List.of("accuracy", "roc_auc");

  /** Collects the newest figures about whole windows, those by labels first. */
  static List<PerformanceOverview> of(List<Series> points) {
    Map<String, PerformanceOverview> found = new TreeMap<>();
    for (Series point : points) {
      String metric = point.attribute("modelmon.metric");
      if (point.name().equals(PERFORMANCE) && SHOWN.contains(metric) && isWhole(point)) {
        boolean estimated = isEstimated(point);
        found.put(
            (estimated ? "2 " : "1 ") + metric,
            new PerformanceOverview(
                metric,
                estimated,
                Math.round(value(points, ".window", "", estimated)),
                point.value(),
                value(points, ".lower", metric, estimated),
                value(points, ".upper", metric, estimated),
                Math.round(value(points, ".n", metric, estimated))));
      }
    }
    return new ArrayList<>(found.values());
  }

  private static double value(
      List<Series> points, String suffix, String metric, boolean estimated) {
    for (Series point : points) {
      if (point.name().equals(PERFORMANCE + suffix)
          && point.attribute("modelmon.metric").equals(metric)
          && isEstimated(point) == estimated
          && isWhole(point)) {
        return point.value();
      }
    }
    return Double.NaN;
  }

  private static boolean isWhole(Series point) {
    return point.attribute("modelmon.segment").isEmpty();
  }

  private static boolean isEstimated(Series point) {
    return point.attribute("modelmon.estimated").equals("true");
  }
}
