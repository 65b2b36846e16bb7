package io.modelmon.export.otel;

import static io.modelmon.export.otel.OtlpReceiver.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.FeatureQuality;
import io.modelmon.monitor.ModelEvent;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.WindowSnapshot;
import io.modelmon.quality.Baseline;
import io.modelmon.quality.QualityResult;
import io.modelmon.quality.QualityRule;
import io.modelmon.quality.QualityStatus;
import io.modelmon.quality.Rate;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class QualityExportTest {

  private static final Duration ENOUGH = Duration.ofSeconds(20);
  private static final FeatureQuality UNSEEN = Fixtures.unseen();
  private static final FeatureQuality ROWS =
      undecided("", QualityRule.DUPLICATE_ROWS, new Rate(0, 0, 0));

  private Instant now = Fixtures.NOW;

  private static FeatureQuality undecided(String feature, QualityRule rule, Rate rate) {
    QualityResult result =
        new QualityResult(
            rule, rate, Baseline.UNKNOWN, Double.NaN, Double.NaN, 0.05, QualityStatus.UNDECIDED);
    return new FeatureQuality(feature, result, false);
  }

  private Map<String, MetricData> produce(List<FeatureQuality> quality) {
    ModelSnapshot model = Fixtures.model(false);
    ModelSnapshot with =
        new ModelSnapshot(
            model.id(),
            model.startEpochNanos(),
            model.referenceId(),
            model.durations(),
            model.predictions(),
            model.calls(),
            model.rows(),
            model.features(),
            model.windowsByVerdict(),
            Fixtures.window(List.of(), quality),
            model.queueDepth(),
            model.full());
    Map<String, MetricData> metrics = new TreeMap<>();
    new ModelMetricProducer(() -> Fixtures.snapshot(with), () -> now)
        .produce(Resource.empty())
        .forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  private static List<DoublePointData> points(Map<String, MetricData> metrics, String name) {
    return List.copyOf(metrics.get(name).getDoubleGaugeData().getPoints());
  }

  @Test
  void produce_rules_areGaugesWithIntervals() {
    Map<String, MetricData> metrics = produce(List.of(UNSEEN, ROWS));

    assertThat(points(metrics, "modelmon.quality.detected"))
        .extracting(DoublePointData::getValue)
        .containsExactly(1.0, 0.0);
    // A share of no rows is unknown, and left out; its interval is all there is.
    DoublePointData rate = points(metrics, "modelmon.quality.rate").get(0);
    assertThat(points(metrics, "modelmon.quality.rate")).hasSize(1);
    assertThat(rate.getValue()).isEqualTo(0.25);
    Map<String, String> labels = new TreeMap<>();
    rate.getAttributes().forEach((key, value) -> labels.put(key.getKey(), value.toString()));
    assertThat(labels)
        .containsOnly(
            Map.entry("modelmon.model.name", "credit"),
            Map.entry("modelmon.model.version", "7"),
            Map.entry("modelmon.feature.name", "purpose"),
            Map.entry("modelmon.reference.id", "ref-1"),
            Map.entry("modelmon.quality.rule", "unseen"));
    assertThat(points(metrics, "modelmon.quality.lower").get(0).getValue()).isBetween(0.21, 0.22);
    assertThat(points(metrics, "modelmon.quality.upper").get(0).getValue()).isBetween(0.28, 0.29);
    assertThat(points(metrics, "modelmon.quality.upper").get(1).getValue()).isEqualTo(1);
  }

  @Test
  void produce_oldWindow_stopsTheGauges() {
    now = now.plus(Duration.ofMinutes(10));

    assertThat(produce(List.of(UNSEEN)))
        .containsKey("modelmon.windows")
        .doesNotContainKeys(
            "modelmon.quality.detected",
            "modelmon.quality.rate",
            "modelmon.quality.lower",
            "modelmon.quality.upper");
  }

  @Test
  void produce_moreSeriesThanAllowed_leavesOutAndCounts() {
    List<FeatureQuality> many = new ArrayList<>();
    for (int i = 0; i < 2_100; i++) {
      many.add(undecided("f" + i, QualityRule.MISSING, new Rate(1, 100, 100)));
    }

    Map<String, MetricData> metrics = produce(many);

    assertThat(points(metrics, "modelmon.quality.detected"))
        .hasSizeLessThanOrEqualTo(SeriesLimiter.PER_METRIC);
    assertThat(points(metrics, "modelmon.agent.series.dropped")).isNotEmpty();
  }

  @Test
  void flush_transition_carriesTheNumbersBehindIt() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      WindowSnapshot window = Fixtures.window(List.of(), List.of(UNSEEN));
      setup.evaluations.add(
          Fixtures.evaluation(
              new ModelEvent(
                  ModelEvent.Kind.QUALITY_DETECTED, Fixtures.WINDOW_END, "", window, null, UNSEEN),
              new ModelEvent(
                  ModelEvent.Kind.QUALITY_RESOLVED, Fixtures.WINDOW_END, "", window, null, ROWS)));

      assertThat(setup.start().close(ENOUGH)).isTrue();

      Map<String, Object> expected = new TreeMap<>();
      expected.put("modelmon.model.name", "credit");
      expected.put("modelmon.model.version", "7");
      expected.put("modelmon.feature.name", "purpose");
      expected.put("modelmon.quality.rule", "unseen");
      expected.put("modelmon.window.number", 4L);
      expected.put("modelmon.window.start", "2026-05-04T11:57:00Z");
      expected.put("modelmon.window.end", "2026-05-04T11:59:00Z");
      expected.put("modelmon.quality.rate", 0.25);
      expected.put("modelmon.quality.lower", UNSEEN.result().interval().lower());
      expected.put("modelmon.quality.upper", UNSEEN.result().interval().upper());
      expected.put("modelmon.quality.reference", 0.125);
      expected.put("modelmon.quality.p_value", 1e-9);
      expected.put("modelmon.quality.n", 1000L);
      expected.put("modelmon.quality.effective_n", 1000.0);
      expected.put("modelmon.quality.threshold", 0.21875);
      LogRecord detected = receiver.logs().get(0);
      LogRecord resolved = receiver.logs().get(1);
      assertThat(detected.getEventName()).isEqualTo("modelmon.quality.detected");
      assertThat(plain(detected.getAttributesList())).isEqualTo(expected);
      assertThat(plain(receiver.spans().get(0).getEvents(0).getAttributesList()))
          .isEqualTo(expected);
      assertThat(detected.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
      assertThat(detected.getBody().getStringValue())
          .isEqualTo("credit:7 purpose (unseen) has a data quality issue");
      assertThat(resolved.getEventName()).isEqualTo("modelmon.quality.resolved");
      assertThat(resolved.getBody().getStringValue())
          .isEqualTo("credit:7 (duplicate_rows) has no data quality issue any more");
      assertThat(plain(resolved.getAttributesList()))
          .doesNotContainKeys("modelmon.feature.name", "modelmon.quality.rate");
    }
  }
}
