package io.modelmon.examples.receiver;

import io.modelmon.examples.receiver.Series.Distribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a receiver knows about one model, over all instances of the service.
 *
 * @param name the model's name
 * @param version the model's version, "" when it has none
 * @param calls calls so far
 * @param predictions rows so far
 * @param errors calls so far that threw
 * @param duration distribution of the calls' duration, seconds
 * @param windows closed windows by verdict
 * @param features features and outputs by name
 * @param performance of the newest windows, by labels and estimated
 */
public record ModelOverview(
    String name,
    String version,
    long calls,
    long predictions,
    long errors,
    Optional<Distribution> duration,
    Map<String, Long> windows,
    List<FeatureOverview> features,
    List<PerformanceOverview> performance) {

  static final String MODEL = "modelmon.model.name";
  static final String FEATURE = "modelmon.feature.name";

  private static final String VERSION = "modelmon.model.version";
  private static final String DURATION = "modelmon.predict.duration";
  private static final String PREDICTIONS = "modelmon.predictions";
  private static final String WINDOWS = "modelmon.windows";
  private static final String DRIFT_PREFIX = "modelmon.drift.";

  /** Copies the collections. */
  public ModelOverview {
    windows = Map.copyOf(windows);
    features = List.copyOf(features);
    performance = List.copyOf(performance);
  }

  /** Returns every model that has been called, by name and version ("" when it has none). */
  public static List<ModelOverview> of(OtlpReceiver receiver) {
    Map<List<String>, List<Series>> byModel = new LinkedHashMap<>();
    for (Series point : receiver.series()) {
      if (point.attributes().containsKey(MODEL)) {
        List<String> model = List.of(point.attribute(MODEL), point.attribute(VERSION));
        byModel.computeIfAbsent(model, unused -> new ArrayList<>()).add(point);
      }
    }
    return byModel.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(p -> p.name().equals(DURATION)))
        .map(entry -> of(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
        .sorted(Comparator.comparing(ModelOverview::name).thenComparing(ModelOverview::version))
        .toList();
  }

  private static ModelOverview of(String name, String version, List<Series> points) {
    List<Series> durations = named(points, DURATION);
    Map<String, Long> windows = new TreeMap<>();
    for (Series point : named(points, WINDOWS)) {
      windows.merge(point.attribute("modelmon.verdict"), Math.round(point.value()), Long::sum);
    }
    return new ModelOverview(
        name,
        version,
        sum(durations),
        sum(named(points, PREDICTIONS)),
        sum(durations.stream().filter(p -> p.attributes().containsKey("error.type")).toList()),
        durations.stream().flatMap(point -> point.histogram().stream()).reduce(Distribution::plus),
        windows,
        features(points),
        PerformanceOverview.of(points));
  }

  private static List<Series> named(List<Series> points, String metric) {
    return points.stream().filter(point -> point.name().equals(metric)).toList();
  }

  private static long sum(List<Series> points) {
    return Math.round(points.stream().mapToDouble(Series::value).sum());
  }

  private static List<FeatureOverview> features(List<Series> points) {
    Map<String, List<Series>> byFeature = new TreeMap<>();
    for (Series point : points) {
      String feature = point.attribute(FEATURE);
      if (point.name().startsWith(DRIFT_PREFIX) && !feature.isEmpty()) {
        byFeature.computeIfAbsent(feature, unused -> new ArrayList<>()).add(point);
      }
    }
    List<FeatureOverview> features = new ArrayList<>();
    byFeature.forEach((feature, drift) -> features.add(FeatureOverview.of(feature, drift)));
    return features;
  }

  /** Returns the number of windows closed so far, whatever their verdict. */
  public long closedWindows() {
    return windows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the names of the features and outputs that have drifted. */
  public TreeSet<String> drifted() {
    TreeSet<String> names = new TreeSet<>();
    features.stream().filter(FeatureOverview::drifted).forEach(f -> names.add(f.name()));
    return names;
  }
}
