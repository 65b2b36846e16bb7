package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.MonitorSnapshot;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LabelMetricsTest {

  private static final AttributeKey<String> METRIC = AttributeKey.stringKey("modelmon.metric");
  private static final AttributeKey<String> SEGMENT = AttributeKey.stringKey("modelmon.segment");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("modelmon.outcome");
  private static final AttributeKey<Boolean> ESTIMATED =
      AttributeKey.booleanKey("modelmon.estimated");

  private final ModelSnapshot model = Fixtures.withPerformance(Fixtures.model(false));

  @Test
  void performance_knownMetric_hasValueIntervalAndN() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    assertThat(value(metrics, "modelmon.performance", "accuracy")).contains(0.875);
    assertThat(value(metrics, "modelmon.performance.lower", "accuracy")).contains(0.75);
    assertThat(value(metrics, "modelmon.performance.upper", "accuracy")).contains(0.9375);
    assertThat(value(metrics, "modelmon.performance.n", "accuracy")).contains(800.0);
    assertThat(metrics.get("modelmon.performance").getData().getPoints())
        .allSatisfy(point -> assertThat(point.getAttributes().get(ESTIMATED)).isNotNull());
  }

  @Test
  void performance_estimate_standsBesideTheRealisedFigure() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    assertThat(estimated(metrics, "modelmon.performance")).containsExactly(0.6875);
    assertThat(estimated(metrics, "modelmon.performance.lower")).containsExactly(0.625);
    assertThat(estimated(metrics, "modelmon.performance.upper")).containsExactly(0.75);
    assertThat(estimated(metrics, "modelmon.performance.n")).containsExactly(1000.0);
    assertThat(estimated(metrics, "modelmon.performance.window")).containsExactly(4.0);
    assertThat(points(metrics, "modelmon.performance.reliable")).containsExactly(0.0);
    assertThat(value(metrics, "modelmon.performance.reference", "accuracy")).contains(0.875);
    assertThat(value(metrics, "modelmon.performance.gap", "accuracy")).contains(0.0625);
  }

  @Test
  void performance_groupsVersionsAndStability_areExported() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    assertThat(points(metrics, "modelmon.performance.worst")).containsExactly(-0.375);
    assertThat(points(metrics, "modelmon.fairness")).containsExactly(0.5);
    assertThat(points(metrics, "modelmon.fairness.lower")).containsExactly(0.25);
    assertThat(points(metrics, "modelmon.fairness.upper")).containsExactly(0.75);
    assertThat(value(metrics, "modelmon.performance.difference", "accuracy")).contains(0.125);
    assertThat(points(metrics, "modelmon.performance.difference.lower")).containsExactly(0.0625);
    assertThat(points(metrics, "modelmon.performance.difference.upper")).containsExactly(0.1875);
    assertThat(points(metrics, "modelmon.performance.difference.p_value")).containsExactly(0.03125);
    assertThat(points(metrics, "modelmon.prediction.psi")).containsExactly(0.375);
    assertThat(points(metrics, "modelmon.prediction.psi.noise")).containsExactly(0.25);
  }

  @Test
  void storeAndLog_counts_areExported() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    assertThat(counts(metrics, "modelmon.labels.store.changes"))
        .containsOnly(Map.entry("stored", 1_000L), Map.entry("lost", 0L));
    assertThat(points(metrics, "modelmon.labels.store.queued")).containsExactly(4.0);
    assertThat(counts(metrics, "modelmon.log.records"))
        .containsOnly(Map.entry("written", 5L), Map.entry("dropped", 2L));
  }

  private static Map<String, Long> counts(Map<String, MetricData> metrics, String name) {
    return metrics.get(name).getLongSumData().getPoints().stream()
        .collect(
            Collectors.toMap(
                point -> String.valueOf(point.getAttributes().get(OUTCOME)),
                LongPointData::getValue));
  }

  private static List<Double> points(Map<String, MetricData> metrics, String name) {
    return metrics.get(name).getDoubleGaugeData().getPoints().stream()
        .map(DoublePointData::getValue)
        .toList();
  }

  private static List<Double> estimated(Map<String, MetricData> metrics, String name) {
    return metrics.get(name).getDoubleGaugeData().getPoints().stream()
        .filter(point -> Boolean.TRUE.equals(point.getAttributes().get(ESTIMATED)))
        .map(DoublePointData::getValue)
        .toList();
  }

  @Test
  void performance_withoutValueOrInterval_isLeftOutNotZero() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    assertThat(value(metrics, "modelmon.performance", "roc_auc")).isEmpty();
    assertThat(value(metrics, "modelmon.performance", "brier")).contains(0.25);
    assertThat(value(metrics, "modelmon.performance.lower", "brier")).isEmpty();
    assertThat(value(metrics, "modelmon.performance.upper", "brier")).isEmpty();
  }

  @Test
  void performance_segment_namesItself() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    assertThat(metrics.get("modelmon.performance").getData().getPoints())
        .extracting(point -> point.getAttributes().get(SEGMENT))
        .filteredOn(Objects::nonNull)
        .containsExactly("channel", "channel");
  }

  @Test
  void performance_oldEvaluation_stops() {
    long later = Fixtures.NOW_NANOS + TimeUnit.MINUTES.toNanos(11);

    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), later);

    assertThat(metrics).doesNotContainKey("modelmon.performance").containsKey("modelmon.labels");
  }

  @Test
  void labels_outcomes_areCounted() {
    Map<String, MetricData> metrics = produce(Fixtures.labelled(model), Fixtures.NOW_NANOS);

    Map<String, Long> counts =
        metrics.get("modelmon.labels").getLongSumData().getPoints().stream()
            .collect(
                Collectors.toMap(p -> p.getAttributes().get(OUTCOME), LongPointData::getValue));
    assertThat(counts).isEqualTo(Map.of("joined", 800L, "orphan", 3L));
    assertThat(metrics.get("modelmon.labels.coverage").getDoubleGaugeData().getPoints())
        .extracting(DoublePointData::getValue)
        .containsExactly(0.8);
  }

  private static Map<String, MetricData> produce(MonitorSnapshot snapshot, long nowNanos) {
    Instant now = Instant.EPOCH.plusNanos(nowNanos);
    ModelMetricProducer producer = new ModelMetricProducer(() -> snapshot, () -> now);
    return producer.produce(Resource.empty()).stream()
        .collect(Collectors.toMap(MetricData::getName, Function.identity()));
  }

  private static Optional<Double> value(
      Map<String, MetricData> metrics, String name, String metric) {
    return metrics.get(name).getData().getPoints().stream()
        .filter(point -> metric.equals(point.getAttributes().get(METRIC)))
        .filter(point -> point.getAttributes().get(SEGMENT) == null)
        .map(LabelMetricsTest::number)
        .findFirst();
  }

  private static double number(PointData point) {
    return point instanceof DoublePointData value
        ? value.getValue()
        : ((LongPointData) point).getValue();
  }
}
