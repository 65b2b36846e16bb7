package io.modelmon.examples.receiver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a receiver knows about all models, as JSON. */
final class Summary {

  private Summary() {}

  static String json(OtlpReceiver receiver) {
    List<Object> models = new ArrayList<>();
    for (ModelOverview model : ModelOverview.of(receiver)) {
      models.add(model(model));
    }
    List<Object> events = new ArrayList<>();
    for (Event event : receiver.events()) {
      events.add(event(event));
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("models", models);
    summary.put("events", events);
    return Json.write(summary);
  }

  private static Map<String, Object> model(ModelOverview model) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", model.name());
    entry.put("version", model.version());
    entry.put("calls", model.calls());
    entry.put("predictions", model.predictions());
    entry.put("errors", model.errors());
    model
        .duration()
        .ifPresent(
            duration -> {
              entry.put("p50_seconds", duration.quantile(0.5));
              entry.put("p99_seconds", duration.quantile(0.99));
            });
    entry.put("windows", model.windows());
    List<Object> features = new ArrayList<>();
    for (FeatureOverview feature : model.features()) {
      features.add(feature(feature));
    }
    entry.put("features", features);
    List<Object> performance = new ArrayList<>();
    for (PerformanceOverview figure : model.performance()) {
      performance.add(performance(figure));
    }
    entry.put("performance", performance);
    return entry;
  }

  private static Map<String, Object> feature(FeatureOverview feature) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", feature.name());
    entry.put("measure", feature.measure());
    entry.put("statistic", feature.statistic());
    entry.put("noise", feature.noise());
    entry.put("p_value", feature.pValue());
    entry.put("drifted", feature.drifted());
    return entry;
  }

  private static Map<String, Object> performance(PerformanceOverview figure) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("metric", figure.metric());
    entry.put("estimated", figure.estimated());
    entry.put("window", figure.window());
    entry.put("value", figure.value());
    entry.put("lower", figure.lower());
    entry.put("upper", figure.upper());
    entry.put("predictions", figure.predictions());
    return entry;
  }

  private static Map<String, Object> event(Event event) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("form", event.form().name());
    entry.put("name", event.name());
    entry.put("time_unix_nano", event.timeUnixNano());
    entry.put("trace_id", event.traceId());
    entry.put("span_id", event.spanId());
    entry.put("attributes", event.attributes());
    return entry;
  }
}
