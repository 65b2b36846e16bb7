package io.modelmon.export.otel;

import static io.modelmon.export.otel.OtlpReceiver.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.modelmon.capture.DurationBuckets;
import io.modelmon.monitor.ModelSnapshot;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class OtelExportMetricsTest {

  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @Test
  void flush_fullModel_sendsEveryCounterExactly() {
    Map<String, Metric> metrics = exported(Fixtures.model(true));

    assertThat(sums(metrics, "modelmon.predictions"))
        .containsExactly(
            entry(Map.of("modelmon.model.name", "credit", "modelmon.model.version", "7"), 95L));
    assertThat(sums(metrics, "modelmon.agent.calls"))
        .containsOnly(
            entry(labels("modelmon.outcome", "captured"), 90L),
            entry(labels("modelmon.outcome", "dropped", "modelmon.reason", "full"), 7L));
    assertThat(sums(metrics, "modelmon.agent.rows"))
        .containsOnly(
            entry(labels("modelmon.outcome", "captured"), 91L),
            entry(labels("modelmon.outcome", "dropped", "modelmon.reason", "full"), 8L));
    assertThat(sums(metrics, "modelmon.windows"))
        .containsOnly(
            entry(labels("modelmon.verdict", "stable"), 3L),
            entry(labels("modelmon.verdict", "drift"), 1L),
            entry(labels("modelmon.verdict", "insufficient"), 0L));
    assertThat(sums(metrics, "modelmon.feature.missing"))
        .containsOnly(
            entry(labels("modelmon.feature.name", "age"), 3L),
            entry(labels("modelmon.feature.name", "purpose"), 0L));
    assertThat(sums(metrics, "modelmon.feature.invalid"))
        .containsOnly(
            entry(labels("modelmon.feature.name", "age", "modelmon.reason", "infinite"), 2L));
    assertThat(sums(metrics, "modelmon.feature.category"))
        .containsOnly(
            entry(labels("modelmon.feature.name", "purpose", "modelmon.category", "car"), 60L),
            entry(labels("modelmon.feature.name", "purpose", "modelmon.category", "_other"), 5L),
            entry(labels("modelmon.feature.name", "purpose", "modelmon.category", "_unseen"), 1L));
  }

  @Test
  void flush_fullModel_sendsCumulativeStreamsWithTheModelsStart() {
    Map<String, Metric> metrics = exported(Fixtures.model(true));

    Metric predictions = metrics.get("modelmon.predictions");
    assertThat(predictions.getUnit()).isEqualTo("{prediction}");
    assertThat(predictions.getSum().getIsMonotonic()).isTrue();
    assertThat(predictions.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint point = predictions.getSum().getDataPoints(0);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(Fixtures.START_NANOS);
    assertThat(point.getTimeUnixNano()).isEqualTo(Fixtures.NOW_NANOS);
  }

  @Test
  void flush_durations_sendsHistogramPerErrorTypeInSeconds() {
    Metric metric = exported(Fixtures.model(true)).get("modelmon.predict.duration");

    assertThat(metric.getUnit()).isEqualTo("s");
    Map<Map<String, Object>, HistogramDataPoint> points = histograms(metric);
    assertThat(points).containsOnlyKeys(labels(), labels("error.type", "java.io.IOException"));
    HistogramDataPoint returned = points.get(labels());
    assertThat(returned.getCount()).isEqualTo(95);
    assertThat(returned.getSum()).isEqualTo(0.095);
    assertThat(returned.getBucketCountsList()).hasSize(DurationBuckets.COUNT).contains(5L, 90L);
    assertThat(returned.getExplicitBoundsList()).hasSize(DurationBuckets.COUNT - 1);
    assertThat(returned.getExplicitBounds(0)).isEqualTo(1e-6);
    assertThat(returned.getExplicitBounds(DurationBuckets.COUNT - 2)).isEqualTo(60);
    assertThat(returned.getBucketCounts(9)).isEqualTo(90);
    HistogramDataPoint thrown = points.get(labels("error.type", "java.io.IOException"));
    assertThat(thrown.getCount()).isEqualTo(2);
    assertThat(thrown.getSum()).isEqualTo(130);
  }

  @Test
  void flush_featureHistogram_sendsReferenceBounds() {
    Metric metric = exported(Fixtures.model(true)).get("modelmon.feature.value");

    Map<Map<String, Object>, HistogramDataPoint> points = histograms(metric);
    Map<String, Object> age =
        labels("modelmon.feature.name", "age", "modelmon.reference.id", "ref-1");
    assertThat(points).containsOnlyKeys(age);
    assertThat(points.get(age).getExplicitBoundsList()).containsExactly(20.0, 40.0);
    assertThat(points.get(age).getBucketCountsList()).containsExactly(1L, 2L, 3L);
    assertThat(points.get(age).getSum()).isEqualTo(210.5);
  }

  @Test
  void flush_window_sendsGaugesAndOmitsUndefined() {
    Map<String, Metric> metrics = exported(Fixtures.model(true));

    assertThat(gauges(metrics, "modelmon.window.predictions"))
        .containsOnly(entry(labels(), 1000.0));
    assertThat(gauges(metrics, "modelmon.window.effective")).containsOnly(entry(labels(), 800.5));
    assertThat(gauges(metrics, "modelmon.drift.share"))
        .containsOnly(entry(labels("modelmon.reference.id", "ref-1"), 0.5));
    assertThat(gauges(metrics, "modelmon.drift.detected"))
        .containsOnly(entry(drift("age", null), 1.0), entry(drift("purpose", null), 0.0));
    assertThat(gauges(metrics, "modelmon.drift.statistic"))
        .containsOnly(
            entry(drift("age", "ks"), 0.25),
            entry(drift("age", "psi"), 0.5),
            entry(drift("purpose", "psi"), 0.5));
    assertThat(gauges(metrics, "modelmon.drift.p_value"))
        .containsOnly(entry(drift("age", "ks"), 0.001));
    assertThat(gauges(metrics, "modelmon.drift.noise"))
        .containsOnly(
            entry(drift("age", "ks"), 0.0625),
            entry(drift("age", "psi"), 0.03125),
            entry(drift("purpose", "psi"), 0.03125));
    assertThat(gauges(metrics, "modelmon.drift.lower"))
        .containsOnly(entry(drift("age", "psi"), 0.375), entry(drift("purpose", "psi"), 0.375));
    assertThat(gauges(metrics, "modelmon.drift.upper"))
        .containsOnly(entry(drift("age", "psi"), 0.75));
  }

  @Test
  void flush_modelInShort_sendsOnlyThePrimaryMeasure() {
    Map<String, Metric> metrics = exported(Fixtures.model(false));

    assertThat(metrics).doesNotContainKeys("modelmon.feature.value", "modelmon.feature.category");
    assertThat(gauges(metrics, "modelmon.drift.statistic"))
        .containsOnly(entry(drift("age", "ks"), 0.25));
  }

  @Test
  void flush_agent_sendsItsOwnState() {
    Map<String, Metric> metrics = exported(Fixtures.model(true));

    assertThat(gauges(metrics, "modelmon.agent.queue.depth")).containsOnly(entry(labels(), 12.0));
    assertThat(gauges(metrics, "modelmon.agent.lag")).containsOnly(entry(Map.of(), 0.25));
    Map<Map<String, Object>, Double> states = gauges(metrics, "modelmon.agent.rule.state");
    assertThat(states).hasSize(6);
    assertThat(states)
        .containsEntry(
            Map.of(
                "modelmon.model.name", "credit",
                "modelmon.rule", "com.acme.Credit#predict",
                "modelmon.state", "matched"),
            1.0);
    assertThat(states.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(1);
  }

  @Test
  void flush_resource_namesServiceInstanceAndScope() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      OtelExport export =
          new Fixtures.Setup()
              .to(receiver)
              .with("OTEL_SERVICE_NAME", "scoring")
              .with("OTEL_RESOURCE_ATTRIBUTES", "team=a%20b,service.name=other")
              .with("OTEL_EXPORTER_OTLP_HEADERS", "x-key=s%3D1")
              .with("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
              .start();

      assertThat(export.close(ENOUGH)).isTrue();

      ExportMetricsServiceRequest request = receiver.metricRequests().get(0);
      Map<String, Object> resource =
          plain(request.getResourceMetrics(0).getResource().getAttributesList());
      assertThat(resource)
          .containsEntry("service.name", "scoring")
          .containsEntry("team", "a b")
          .containsKey("service.instance.id");
      assertThat(request.getResourceMetrics(0).getScopeMetricsList()).hasSize(1);
      assertThat(request.getResourceMetrics(0).getScopeMetrics(0).getScope().getName())
          .isEqualTo("io.modelmon");
      assertThat(receiver.accepted.get(0).headers())
          .containsEntry("X-key", List.of("s=1"))
          .containsEntry("Content-encoding", List.of("gzip"))
          .containsEntry("Content-type", List.of("application/x-protobuf"));
    }
  }

  private static Map<String, Metric> exported(ModelSnapshot model) {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.snapshot = Fixtures.snapshot(model);
      OtelExport export = setup.start();
      assertThat(export.close(ENOUGH)).isTrue();
      return receiver.metrics();
    }
  }

  private static Map<Map<String, Object>, Long> sums(Map<String, Metric> metrics, String name) {
    Map<Map<String, Object>, Long> values = new HashMap<>();
    for (NumberDataPoint point : metrics.get(name).getSum().getDataPointsList()) {
      values.put(plain(point.getAttributesList()), point.getAsInt());
    }
    assertThat(values).hasSize(metrics.get(name).getSum().getDataPointsCount());
    return values;
  }

  private static Map<Map<String, Object>, Double> gauges(Map<String, Metric> metrics, String name) {
    Map<Map<String, Object>, Double> values = new HashMap<>();
    for (NumberDataPoint point : metrics.get(name).getGauge().getDataPointsList()) {
      values.put(plain(point.getAttributesList()), point.getAsDouble());
    }
    return values;
  }

  private static Map<Map<String, Object>, HistogramDataPoint> histograms(Metric metric) {
    Map<Map<String, Object>, HistogramDataPoint> values = new HashMap<>();
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      values.put(plain(point.getAttributesList()), point);
    }
    return values;
  }

  private static Map<String, Object> drift(String feature, String measure) {
    Map<String, Object> labels =
        labels("modelmon.feature.name", feature, "modelmon.reference.id", "ref-1");
    if (measure != null) {
      labels.put("modelmon.drift.measure", measure);
    }
    return labels;
  }

  private static Map<String, Object> labels(String... further) {
    Map<String, Object> labels =
        new HashMap<>(Map.of("modelmon.model.name", "credit", "modelmon.model.version", "7"));
    for (int i = 0; i < further.length; i += 2) {
      labels.put(further[i], further[i + 1]);
    }
    return labels;
  }
}
