package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.FeatureDrift;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.SegmentDrift;
import io.modelmon.monitor.SegmentValue;
import io.modelmon.monitor.WindowSnapshot;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SegmentMetricsTest {

  private static final AttributeKey<String> SEGMENT = AttributeKey.stringKey("modelmon.segment");
  private static final AttributeKey<String> VALUE =
      AttributeKey.stringKey("modelmon.segment.value");
  private static final SegmentValue MOBILE = new SegmentValue("channel", "mobile");
  private static final SegmentValue WEB = new SegmentValue("channel", "web");

  private static FeatureDrift where(SegmentValue value, boolean drifted) {
    FeatureDrift drift = Fixtures.plain(Fixtures.drift("age", Fixtures.ks(0.25), drifted));
    return new FeatureDrift(
        drift.feature(),
        drift.primary(),
        drift.n(),
        drift.effectiveN(),
        drift.referenceN(),
        drift.effect(),
        drifted,
        drifted,
        List.of(),
        value);
  }

  private static Map<String, MetricData> produce(boolean full) {
    ModelSnapshot model = Fixtures.model(full);
    WindowSnapshot window = Fixtures.window(List.of());
    SegmentDrift segments =
        new SegmentDrift(
            List.of(where(MOBILE, true), where(WEB, false)),
            List.of(
                new SegmentDrift.Rows(MOBILE, 200, true),
                new SegmentDrift.Rows(new SegmentValue("channel", "_other"), 7, false)));
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
            window.with(segments),
            model.queueDepth(),
            model.full());
    Map<String, MetricData> metrics = new TreeMap<>();
    new ModelMetricProducer(() -> Fixtures.snapshot(with), () -> Fixtures.NOW)
        .produce(Resource.empty())
        .forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  private static List<DoublePointData> points(Map<String, MetricData> metrics, String name) {
    return List.copyOf(Objects.requireNonNull(metrics.get(name)).getDoubleGaugeData().getPoints());
  }

  @Test
  void produce_valueThatHasDrifted_namesItselfBesideTheFeature() {
    Map<String, MetricData> metrics = produce(false);

    DoublePointData detected = points(metrics, "modelmon.drift.detected").get(0);
    assertThat(detected.getValue()).isEqualTo(1);
    assertThat(detected.getAttributes().get(SEGMENT)).isEqualTo("channel");
    assertThat(detected.getAttributes().get(VALUE)).isEqualTo("mobile");
    assertThat(points(metrics, "modelmon.drift.detected")).hasSize(1);
    assertThat(points(metrics, "modelmon.drift.statistic")).hasSize(1);
  }

  @Test
  void produce_fullDetail_hasEveryComparedValue() {
    assertThat(points(produce(true), "modelmon.drift.detected"))
        .extracting(point -> point.getAttributes().get(VALUE))
        .containsExactlyInAnyOrder("mobile", "web");
  }

  @Test
  void produce_valueWithFewRows_saysItIsNotJudged() {
    assertThat(points(produce(false), "modelmon.drift.segment.judged"))
        .extracting(point -> point.getAttributes().get(VALUE) + " " + point.getValue())
        .containsExactlyInAnyOrder("mobile 1.0", "_other 0.0");
  }
}
