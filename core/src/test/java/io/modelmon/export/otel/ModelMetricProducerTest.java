package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.export.Metric;
import io.modelmon.export.notify.ReceiverStatus;
import io.modelmon.monitor.DurationSnapshot;
import io.modelmon.monitor.FeatureSnapshot;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.MonitorSnapshot;
import io.modelmon.monitor.WindowSnapshot;
import io.modelmon.schema.ModelId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class ModelMetricProducerTest {

  private static final AttributeKey<Boolean> OVERFLOW =
      AttributeKey.booleanKey("otel.metric.overflow");
  private static final AttributeKey<String> FEATURE =
      AttributeKey.stringKey("modelmon.feature.name");

  private final AtomicReference<MonitorSnapshot> snapshot = new AtomicReference<>();
  private Instant now = Fixtures.NOW;
  private final ModelMetricProducer producer = new ModelMetricProducer(snapshot::get, () -> now);

  @Test
  void produce_windowOlderThanTenMinutes_stopsItsGaugesOnly() {
    snapshot.set(Fixtures.snapshot(Fixtures.model(true)));
    Instant windowEnd = Fixtures.NOW.minus(Duration.ofMinutes(1));

    now = windowEnd.plus(Duration.ofMinutes(10));
    assertThat(produce()).containsKeys("modelmon.drift.statistic", "modelmon.window.predictions");
    now = now.plusNanos(1);
    Map<String, MetricData> later = produce();

    assertThat(later)
        .containsKeys("modelmon.windows", "modelmon.predictions", "modelmon.agent.queue.depth")
        .doesNotContainKeys(
            "modelmon.drift.statistic",
            "modelmon.drift.detected",
            "modelmon.drift.share",
            "modelmon.window.predictions",
            "modelmon.window.effective");
  }

  @Test
  void produce_valuesAndMissingShareOfOneFeature_reportItOnceAsDrifted() {
    ModelSnapshot model = Fixtures.model(false);
    Measure missing = new Measure("missing", 0.5, 1e-9, 0.02, DriftStatus.OK);
    WindowSnapshot window =
        Fixtures.window(
            List.of(
                Fixtures.plain(Fixtures.drift("age", Fixtures.ks(0.25), true)),
                Fixtures.plain(Fixtures.drift("age", missing, true))));
    snapshot.set(Fixtures.snapshot(withWindow(model, window)));

    Map<String, MetricData> metrics = produce();

    assertThat(metrics.get("modelmon.drift.detected").getData().getPoints()).hasSize(1);
    assertThat(metrics.get("modelmon.drift.statistic").getData().getPoints()).hasSize(2);
  }

  private static ModelSnapshot withWindow(ModelSnapshot model, WindowSnapshot window) {
    return new ModelSnapshot(
        model.id(),
        model.startEpochNanos(),
        model.referenceId(),
        model.durations(),
        model.predictions(),
        model.calls(),
        model.rows(),
        model.features(),
        model.windowsByVerdict(),
        window,
        model.queueDepth(),
        model.full());
  }

  @Test
  void produce_manyFeatures_foldsTheRestExactly() {
    int features = 3_000;
    snapshot.set(Fixtures.snapshot(withFeatures(features, i -> i + 1)));

    Map<String, MetricData> first = produce();
    Map<String, MetricData> second = produce();

    for (Map<String, MetricData> metrics : List.of(first, second)) {
      List<LongPointData> points = longs(metrics, "modelmon.feature.missing");
      assertThat(points).hasSize(SeriesLimiter.PER_METRIC);
      assertThat(points.stream().mapToLong(LongPointData::getValue).sum())
          .isEqualTo((long) features * (features + 1) / 2);
      LongPointData overflow =
          points.stream().filter(point -> isOverflow(point)).findFirst().orElseThrow();
      assertThat(overflow.getAttributes().size()).isEqualTo(1);
      // The first 1,999 have series of their own.
      assertThat(overflow.getValue())
          .isEqualTo((long) features * (features + 1) / 2 - 1_999L * 2_000 / 2);
      assertThat(dropped(metrics)).containsEntry("modelmon.feature.missing", 1_001.0);
    }
  }

  @Test
  void produce_overflowedSeriesDisappearsAndReturns_sumNeverDecreases() {
    snapshot.set(Fixtures.snapshot(withFeatures(2_010, i -> 10)));
    long before = overflow(produce());
    snapshot.set(Fixtures.snapshot(withFeatures(2_000, i -> 11)));
    long without = overflow(produce());
    snapshot.set(Fixtures.snapshot(withFeatures(2_010, i -> 12)));
    long after = overflow(produce());

    assertThat(before).isEqualTo(11 * 10);
    assertThat(without).isEqualTo(10 * 10 + 11);
    assertThat(after).isEqualTo(10 * 10 + 11 * 12);
  }

  @Test
  void produce_histogramsBeyondTheLimit_foldCountAndSum() {
    List<DurationSnapshot> durations = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      long[] buckets = new long[io.modelmon.capture.DurationBuckets.COUNT];
      buckets[3] = 2;
      durations.add(new DurationSnapshot("E" + i, 2, 1_000_000_000L, buckets));
    }
    snapshot.set(Fixtures.snapshot(withDurations(durations)));

    MetricData metric = produce().get("modelmon.predict.duration");

    assertThat(metric.getHistogramData().getPoints()).hasSize(SeriesLimiter.PER_METRIC);
    assertThat(
            metric.getHistogramData().getPoints().stream()
                .mapToLong(HistogramPointData::getCount)
                .sum())
        .isEqualTo(5_000);
    HistogramPointData overflow =
        metric.getHistogramData().getPoints().stream()
            .filter(point -> isOverflow(point))
            .findFirst()
            .orElseThrow();
    assertThat(overflow.getSum()).isEqualTo(501);
    assertThat(overflow.getCount()).isEqualTo(1_002);
  }

  @Test
  void produce_manyModels_staysWithinTheProcessLimit() {
    List<ModelSnapshot> models = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      models.add(renamed(Fixtures.model(true), "m" + i));
    }
    snapshot.set(Fixtures.snapshot(models.toArray(ModelSnapshot[]::new)));

    Map<String, MetricData> metrics = produce();

    int series =
        metrics.values().stream().mapToInt(metric -> metric.getData().getPoints().size()).sum();
    assertThat(series).isLessThanOrEqualTo(SeriesLimiter.PER_PROCESS).isGreaterThan(9_900);
    for (String name : List.of("modelmon.predictions", "modelmon.agent.calls")) {
      long perModel = name.equals("modelmon.predictions") ? 95 : 97;
      assertThat(longs(metrics, name).stream().mapToLong(LongPointData::getValue).sum())
          .isEqualTo(1_500 * perModel);
    }
    // Where there was no room at all, the overflow series still holds everything.
    assertThat(longs(metrics, "modelmon.feature.category"))
        .satisfies(
            points ->
                assertThat(points.stream().mapToLong(LongPointData::getValue).sum())
                    .isEqualTo(1_500L * 66));
  }

  @Test
  void produce_modelsComeAndGo_placesAreFreeAgain() {
    for (int round = 0; round < 20; round++) {
      List<ModelSnapshot> models = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        models.add(renamed(Fixtures.model(false), "r" + round + "m" + i));
      }
      snapshot.set(Fixtures.snapshot(models.toArray(ModelSnapshot[]::new)));
      Set<String> names = new HashSet<>();
      for (LongPointData point : longs(produce(), "modelmon.predictions")) {
        if (!isOverflow(point)) {
          names.add(point.getAttributes().get(AttributeKey.stringKey("modelmon.model.name")));
        }
      }
      assertThat(names).hasSize(400);
    }
  }

  @Test
  void produce_notFinite_isOmitted() {
    ModelSnapshot model = Fixtures.model(true);
    snapshot.set(
        Fixtures.snapshot(
            new ModelSnapshot(
                model.id(),
                model.startEpochNanos(),
                null,
                List.of(),
                0,
                Map.of(),
                Map.of(),
                List.of(
                    histogram("nan", new double[] {1}, new long[] {1, 1}, Double.NaN),
                    histogram("order", new double[] {2, 1}, new long[] {1, 1, 1}, 3),
                    histogram("length", new double[] {1}, new long[] {1}, 3)),
                Map.of(),
                Fixtures.window(
                    List.of(
                        Fixtures.drift(
                            "age",
                            new Measure(
                                "ks",
                                Double.POSITIVE_INFINITY,
                                Double.NaN,
                                Double.NaN,
                                DriftStatus.OK),
                            true))),
                0,
                true)));

    Map<String, MetricData> metrics = produce();

    assertThat(metrics).doesNotContainKeys("modelmon.feature.value", "modelmon.drift.p_value");
    assertThat(metrics.get("modelmon.drift.statistic").getDoubleGaugeData().getPoints())
        .extracting(
            point -> point.getAttributes().get(AttributeKey.stringKey("modelmon.drift.measure")))
        .containsExactly("psi");
  }

  @Test
  void produce_hostileNames_areCleanedAndStillCounted() {
    String lone = "a\uD800b";
    String cut = "x".repeat(255) + "\uD83D\uDE00";
    String twin = "y".repeat(400);
    snapshot.set(
        Fixtures.snapshot(
            withFeatures(
                List.of(
                    missing(lone, 1),
                    missing(cut, 2),
                    missing(twin + "1", 3),
                    missing(twin + "2", 4)))));

    List<LongPointData> points = longs(produce(), "modelmon.feature.missing");

    Map<String, Long> values = new TreeMap<>();
    points.forEach(point -> values.put(point.getAttributes().get(FEATURE), point.getValue()));
    assertThat(values)
        .containsOnly(
            Map.entry("a\uFFFDb", 1L),
            Map.entry("x".repeat(255), 2L),
            Map.entry("y".repeat(256), 7L));
  }

  @Test
  void produce_comparisonsOfWholeRows_haveNoFeatureName() {
    snapshot.set(Fixtures.snapshot(Fixtures.withMultivariate(Fixtures.model(false))));

    Map<String, MetricData> metrics = produce();

    Map<String, Double> statistics = new TreeMap<>();
    metrics
        .get("modelmon.drift.statistic")
        .getDoubleGaugeData()
        .getPoints()
        .forEach(
            point ->
                statistics.put(
                    point.getAttributes().get(FEATURE)
                        + " "
                        + point
                            .getAttributes()
                            .get(AttributeKey.stringKey("modelmon.drift.measure")),
                    point.getValue()));
    assertThat(statistics)
        .containsOnly(
            Map.entry("age ks", 0.25), Map.entry("null mmd", 0.125), Map.entry("null energy", 0.5));
    assertThat(longs(metrics, "modelmon.multivariate.windows"))
        .extracting(
            point -> point.getAttributes().get(AttributeKey.stringKey("modelmon.outcome")),
            LongPointData::getValue)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("evaluated", 3L),
            org.assertj.core.groups.Tuple.tuple("busy", 1L));
  }

  @Test
  void produce_brokenModel_leavesTheOthers() {
    ModelSnapshot broken =
        new ModelSnapshot(
            new ModelId("broken", ""),
            0,
            null,
            List.of(new DurationSnapshot(null, 1, 1, null)),
            1,
            Map.of(),
            Map.of(),
            List.of(),
            Map.of(),
            null,
            0,
            false);
    snapshot.set(Fixtures.snapshot(broken, Fixtures.model(false)));

    assertThat(longs(produce(), "modelmon.predictions"))
        .extracting(LongPointData::getValue)
        .containsExactly(95L);
  }

  @Test
  void produce_noSnapshot_returnsNothing() {
    assertThat(producer.produce(Resource.empty())).isEmpty();
  }

  @Test
  void produce_versionUnknown_leavesTheAttributeOut() {
    ModelSnapshot model = Fixtures.model(false);
    snapshot.set(Fixtures.snapshot(renamed(model, new ModelId("credit", ""))));

    Attributes attributes = longs(produce(), "modelmon.predictions").get(0).getAttributes();

    assertThat(attributes.asMap()).hasSize(1);
  }

  @Test
  void produce_everything_matchesTheCatalogue() {
    ModelSnapshot model = Fixtures.withPerformance(Fixtures.withMultivariate(Fixtures.model(true)));
    snapshot.set(Fixtures.labelled(withFeatures(2_100, i -> 1), model));
    producer.countNotices(() -> List.of(new ReceiverStatus("hook", 9, 5, 1, 2, 1, 7, 0)));

    Map<String, MetricData> metrics = produce();

    for (Metric metric : Metric.values()) {
      MetricData data = metrics.get(metric.metricName());
      assertThat(data).as(metric.metricName()).isNotNull();
      assertThat(data.getUnit()).isEqualTo(metric.unit());
      assertThat(data.getDescription()).isEqualTo(metric.description());
      Set<String> allowed = new HashSet<>(Set.of("otel.metric.overflow"));
      metric.attributes().forEach(attribute -> allowed.add(attribute.key()));
      for (PointData point : data.getData().getPoints()) {
        point
            .getAttributes()
            .forEach(
                (key, value) -> assertThat(allowed).as(metric.metricName()).contains(key.getKey()));
      }
    }
    assertThat(metrics).hasSize(Metric.values().length);
  }

  @Test
  void produce_suppressedTransitions_areCountedForTheFeaturesThatHaveSome() {
    snapshot.set(Fixtures.snapshot(Fixtures.model(true)));

    assertThat(longs(produce(), "modelmon.drift.suppressed"))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.getValue()).isEqualTo(4);
              assertThat(point.getAttributes().asMap()).containsValue("age");
            });
  }

  private Map<String, MetricData> produce() {
    Map<String, MetricData> metrics = new TreeMap<>();
    producer.produce(Resource.empty()).forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  private static List<LongPointData> longs(Map<String, MetricData> metrics, String name) {
    return List.copyOf(metrics.get(name).getLongSumData().getPoints());
  }

  private static boolean isOverflow(PointData point) {
    return Boolean.TRUE.equals(point.getAttributes().get(OVERFLOW));
  }

  private static long overflow(Map<String, MetricData> metrics) {
    return longs(metrics, "modelmon.feature.missing").stream()
        .filter(point -> isOverflow(point))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static Map<String, Double> dropped(Map<String, MetricData> metrics) {
    Map<String, Double> dropped = new TreeMap<>();
    metrics
        .get("modelmon.agent.series.dropped")
        .getDoubleGaugeData()
        .getPoints()
        .forEach(
            point ->
                dropped.put(
                    point.getAttributes().get(AttributeKey.stringKey("modelmon.instrument")),
                    point.getValue()));
    return dropped;
  }

  private static FeatureSnapshot missing(String name, long count) {
    return new FeatureSnapshot(name, null, count, Map.of(), null, Map.of());
  }

  private static FeatureSnapshot histogram(
      String name, double[] bounds, long[] counts, double sum) {
    return new FeatureSnapshot(
        name,
        null,
        0,
        Map.of(),
        new FeatureSnapshot.HistogramSnapshot(bounds, counts, sum),
        Map.of());
  }

  private static ModelSnapshot withFeatures(
      int count, java.util.function.IntToLongFunction missing) {
    return withFeatures(
        IntStream.range(0, count).mapToObj(i -> missing("f" + i, missing.applyAsLong(i))).toList());
  }

  private static ModelSnapshot withFeatures(List<FeatureSnapshot> features) {
    return new ModelSnapshot(
        new ModelId("wide", "1"),
        Fixtures.START_NANOS,
        null,
        List.of(),
        0,
        Map.of(),
        Map.of(),
        features,
        Map.of(),
        null,
        0,
        false);
  }

  private static ModelSnapshot withDurations(List<DurationSnapshot> durations) {
    return new ModelSnapshot(
        new ModelId("failing", "1"),
        Fixtures.START_NANOS,
        null,
        durations,
        0,
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        null,
        0,
        false);
  }

  private static ModelSnapshot renamed(ModelSnapshot model, String name) {
    return renamed(model, new ModelId(name, "1"));
  }

  private static ModelSnapshot renamed(ModelSnapshot model, ModelId id) {
    return new ModelSnapshot(
        id,
        model.startEpochNanos(),
        model.referenceId(),
        model.durations(),
        model.predictions(),
        model.calls(),
        model.rows(),
        model.features(),
        model.windowsByVerdict(),
        model.lastWindow(),
        model.queueDepth(),
        model.full());
  }
}
