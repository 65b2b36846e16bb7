package io.modelmon.export.otel;

import io.modelmon.alert.Severity;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.DurationBuckets;
import io.modelmon.config.EventSignal;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.math.Interval;
import io.modelmon.monitor.AgentLoad;
import io.modelmon.monitor.AlertStatus;
import io.modelmon.monitor.DelaySnapshot;
import io.modelmon.monitor.DurationSnapshot;
import io.modelmon.monitor.EstimateSnapshot;
import io.modelmon.monitor.Evaluation;
import io.modelmon.monitor.FailureSnapshot;
import io.modelmon.monitor.FeatureDrift;
import io.modelmon.monitor.FeatureQuality;
import io.modelmon.monitor.FeatureSnapshot;
import io.modelmon.monitor.LabelSnapshot;
import io.modelmon.monitor.LogSnapshot;
import io.modelmon.monitor.ModelEvent;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.MonitorSnapshot;
import io.modelmon.monitor.MultivariateSnapshot;
import io.modelmon.monitor.PerformanceSnapshot;
import io.modelmon.monitor.PredictionStability;
import io.modelmon.monitor.RuleStatus;
import io.modelmon.monitor.SegmentDrift;
import io.modelmon.monitor.SegmentValue;
import io.modelmon.monitor.WindowSnapshot;
import io.modelmon.monitor.WindowVerdict;
import io.modelmon.performance.FairnessMetric;
import io.modelmon.performance.FairnessName;
import io.modelmon.performance.MetricDifference;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.join.StoreStatus;
import io.modelmon.quality.Baseline;
import io.modelmon.quality.QualityResult;
import io.modelmon.quality.QualityRule;
import io.modelmon.quality.QualityStatus;
import io.modelmon.quality.Rate;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Snapshots and evaluations made by hand, and an export that reads them. */
@NullUnmarked // maps of expected keys; a null fails the test anyway
final class Fixtures {

  static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  static final long NOW_NANOS = TimeUnit.SECONDS.toNanos(NOW.getEpochSecond());
  static final long START_NANOS = NOW_NANOS - TimeUnit.HOURS.toNanos(1);
  static final long WINDOW_START = NOW_NANOS - TimeUnit.MINUTES.toNanos(3);
  static final long WINDOW_END = NOW_NANOS - TimeUnit.MINUTES.toNanos(1);
  static final ModelId CREDIT = new ModelId("credit", "7");

  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  private Fixtures() {}

  static Measure ks(double statistic) {
    return new Measure("ks", statistic, 0.001, 0.0625, DriftStatus.OK);
  }

  static FeatureDrift drift(String feature, Measure primary, boolean drifted) {
    Measure psi =
        new Measure("psi", 0.5, Double.NaN, 0.03125, DriftStatus.OK)
            .within(new Interval(0.375, feature.equals("age") ? 0.75 : UNBOUNDED, 0.99));
    Measure js = Measure.undefined("js", DriftStatus.NOT_APPLICABLE);
    return new FeatureDrift(
        feature, primary, 1000, 800.5, 20_000, 0.0625, drifted, drifted, List.of(psi, js));
  }

  static FeatureQuality unseen() {
    QualityResult result =
        new QualityResult(
            QualityRule.UNSEEN,
            new Rate(250, 1_000, 1_000),
            new Baseline(0.125, 20_000),
            1e-9,
            0.0625,
            0.03125,
            QualityStatus.ISSUE);
    return new FeatureQuality("purpose", result, true);
  }

  /** As {@link #drift}, of a model that describes nothing. */
  static FeatureDrift plain(FeatureDrift drift) {
    return new FeatureDrift(
        drift.feature(),
        drift.primary(),
        drift.n(),
        drift.effectiveN(),
        drift.referenceN(),
        drift.effect(),
        drift.flagged(),
        drift.drifted(),
        List.of());
  }

  static WindowSnapshot window(List<FeatureDrift> drift) {
    return window(drift, List.of(unseen()));
  }

  static WindowSnapshot window(List<FeatureDrift> drift, List<FeatureQuality> quality) {
    return new WindowSnapshot(
        4, WINDOW_START, WINDOW_END, 1000, 800.5, WindowVerdict.DRIFT, 0.5, drift, quality);
  }

  static ModelSnapshot model(boolean full) {
    List<FeatureDrift> drift =
        List.of(
            drift("age", ks(0.25), true),
            drift("purpose", Measure.undefined("tv", DriftStatus.TOO_FEW_SAMPLES), false));
    long[] returned = new long[DurationBuckets.COUNT];
    returned[0] = 5;
    returned[9] = 90;
    long[] thrown = new long[DurationBuckets.COUNT];
    thrown[DurationBuckets.COUNT - 1] = 2;
    return new ModelSnapshot(
        CREDIT,
        START_NANOS,
        "ref-1",
        List.of(
            new DurationSnapshot(null, 95, 95_000_000L, returned),
            new DurationSnapshot("java.io.IOException", 2, 130_000_000_000L, thrown)),
        95,
        Map.of(CallOutcome.CAPTURED, 90L, CallOutcome.DROPPED_FULL, 7L),
        Map.of(CallOutcome.CAPTURED, 91L, CallOutcome.DROPPED_FULL, 8L),
        List.of(
            new FeatureSnapshot(
                "age",
                FeatureType.NUMERIC,
                3,
                Map.of("infinite", 2L),
                new FeatureSnapshot.HistogramSnapshot(
                    new double[] {20, 40}, new long[] {1, 2, 3}, 210.5),
                Map.of(),
                4),
            new FeatureSnapshot(
                "purpose",
                FeatureType.CATEGORICAL,
                0,
                Map.of(),
                null,
                Map.of("car", 60L, "_other", 5L, "_unseen", 1L))),
        Map.of(WindowVerdict.STABLE, 3L, WindowVerdict.DRIFT, 1L),
        window(full ? drift : drift.stream().map(Fixtures::plain).toList())
            .with(
                new SegmentDrift(
                    List.of(),
                    List.of(new SegmentDrift.Rows(new SegmentValue("channel", "web"), 900, true)))),
        12,
        full);
  }

  /** A model whose rows are compared as a whole, two ways. */
  static ModelSnapshot withMultivariate(ModelSnapshot model) {
    FeatureDrift drift =
        new FeatureDrift(
            FeatureDrift.ALL_FEATURES,
            new Measure("mmd", 0.125, 0.002, 0.0625, DriftStatus.OK),
            500,
            500,
            500,
            0,
            true,
            true,
            List.of(new Measure("energy", 0.5, 0.25, 0.75, DriftStatus.OK)));
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
        model.lastWindow(),
        model.queueDepth(),
        model.full(),
        new MultivariateSnapshot(window(List.of()), drift, Map.of("evaluated", 3L, "busy", 1L)));
  }

  /** A model of which one window was evaluated, a minute ago, after labels came. */
  static ModelSnapshot withPerformance(ModelSnapshot model) {
    PerformanceMetric accuracy =
        PerformanceMetric.known(MetricName.ACCURACY, 0.875, new Interval(0.75, 0.9375, 0.95), 800);
    PerformanceMetric withoutInterval =
        PerformanceMetric.known(MetricName.BRIER, 0.25, Interval.UNKNOWN, 800);
    PerformanceMetric undefined =
        PerformanceMetric.undefined(MetricName.ROC_AUC, 800, MetricStatus.ONE_CLASS);
    long[] delays = new long[DelaySnapshot.boundsSeconds().length + 1];
    delays[3] = 800;
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
        model.lastWindow(),
        model.queueDepth(),
        model.full(),
        model.multivariate(),
        new PerformanceSnapshot(
            3,
            WINDOW_START,
            WINDOW_END,
            WINDOW_END,
            800,
            1_000,
            List.of(accuracy, withoutInterval, undefined),
            List.of(
                new PerformanceSnapshot.Segment("channel", "web", List.of(accuracy)),
                new PerformanceSnapshot.Segment(
                    "channel", "shop", List.of(estimated(0.5)), MetricName.ACCURACY)),
            List.of(estimated(0.8125)),
            List.of(
                new PerformanceSnapshot.SegmentFairness(
                    "channel",
                    List.of(
                        new FairnessMetric(
                            FairnessName.DEMOGRAPHIC_PARITY_RATIO,
                            0.5,
                            new Interval(0.25, 0.75, 0.95),
                            "web",
                            "branch",
                            MetricStatus.KNOWN)))),
            List.of(
                new PerformanceSnapshot.VersionDifference(
                    "6",
                    List.of(
                        new MetricDifference(
                            MetricName.ACCURACY,
                            0.125,
                            new Interval(0.0625, 0.1875, 0.95),
                            0.03125,
                            MetricStatus.KNOWN))))),
        new DelaySnapshot(2_400.5, delays),
        List.of(
            new PredictionStability(
                "prediction", new Measure("psi", 0.375, Double.NaN, 0.25, DriftStatus.OK))),
        new EstimateSnapshot(
            4, WINDOW_START, WINDOW_END, false, List.of(estimated(0.6875)), List.of(accuracy)),
        List.of(new AlertStatus("drift.share > 0.3", Severity.WARNING, 1)));
  }

  private static PerformanceMetric estimated(double accuracy) {
    Interval interval = new Interval(accuracy - 0.0625, accuracy + 0.0625, 0.95);
    return PerformanceMetric.known(MetricName.ACCURACY, accuracy, interval, 1_000);
  }

  static LabelSnapshot labels() {
    return new LabelSnapshot(
        "credit",
        START_NANOS,
        Map.of("joined", 800L, "orphan", 3L),
        Map.of("full", 2L),
        Map.of("joined", 800L, "expired", 1L),
        199,
        new StoreStatus(StoreStatus.State.OPEN, 4, 1_000, 0));
  }

  static AgentLoad load() {
    return new AgentLoad(
        0.004,
        0.002,
        List.of(new AgentLoad.ModelSampling(CREDIT, 0.1, 0.5)),
        List.of(
            new AgentLoad.Breaking(null, "heap", 1), new AgentLoad.Breaking(CREDIT, "full", 0.25)));
  }

  static MonitorSnapshot labelled(ModelSnapshot... models) {
    MonitorSnapshot snapshot = snapshot(models);
    return new MonitorSnapshot(
        snapshot.epochNanos(),
        snapshot.models(),
        snapshot.rules(),
        snapshot.lagNanos(),
        snapshot.droppedEvaluations(),
        load(),
        List.of(labels()),
        new LogSnapshot(START_NANOS, Map.of("written", 5L, "dropped", 2L)),
        List.of(new FailureSnapshot(CREDIT, FailureSnapshot.Part.STATISTICS, 1)));
  }

  static MonitorSnapshot snapshot(ModelSnapshot... models) {
    return new MonitorSnapshot(
        NOW_NANOS,
        List.of(models),
        List.of(
            new RuleStatus(
                "credit", "com.acme.Credit#predict", RuleStatus.State.MATCHED, "one method")),
        250_000_000L,
        0);
  }

  static ModelEvent event(ModelEvent.Kind kind, String feature) {
    FeatureDrift drift = drift(feature, ks(0.25), kind == ModelEvent.Kind.DRIFT_DETECTED);
    return new ModelEvent(kind, WINDOW_END, "", window(List.of(drift)), drift);
  }

  static Evaluation evaluation(ModelEvent... events) {
    return new Evaluation(CREDIT, WINDOW_END, WINDOW_END + 5_000_000, List.of(events));
  }

  /** An export against a receiver, with everything that can be set. */
  static final class Setup {
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> properties = new HashMap<>();
    final Queue<Evaluation> evaluations = new ConcurrentLinkedQueue<>();
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<EventSignal> signals = new ArrayList<>(EnumSet.allOf(EventSignal.class));
    volatile MonitorSnapshot snapshot = Fixtures.snapshot(model(true));
    RetryPolicy retryPolicy =
        RetryPolicy.builder()
            .setInitialBackoff(Duration.ofMillis(20))
            .setMaxBackoff(Duration.ofMillis(50))
            .build();

    Setup to(OtlpReceiver receiver) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
      return this;
    }

    Setup with(String name, String value) {
      environment.put(name, value);
      return this;
    }

    OtelExport start() {
      return OtelExport.start(
          new ExportSources(EnumSet.copyOf(signals), () -> snapshot, evaluations::poll),
          new Surroundings(
              environment,
              properties,
              Fixtures.class.getClassLoader(),
              retryPolicy,
              InstantSource.fixed(NOW)),
          log::add);
    }
  }
}
