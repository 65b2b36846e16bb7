package io.modelmon.export.otel;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.DurationBuckets;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.export.Attribute;
import io.modelmon.export.Metric;
import io.modelmon.monitor.AlertStatus;
import io.modelmon.monitor.DurationSnapshot;
import io.modelmon.monitor.FeatureDrift;
import io.modelmon.monitor.FeatureQuality;
import io.modelmon.monitor.FeatureSnapshot;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.MultivariateSnapshot;
import io.modelmon.monitor.RuleStatus;
import io.modelmon.monitor.SegmentDrift;
import io.modelmon.monitor.SegmentValue;
import io.modelmon.monitor.WindowSnapshot;
import io.modelmon.monitor.WindowVerdict;
import io.opentelemetry.api.common.Attributes;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The mapping of one model's snapshot to points. Stateless; computes nothing. */
final class SnapshotMetrics {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long LEAST_FRESH_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final double[] DURATION_BOUNDS = durationBounds();

  private final MetricPoints points;
  private final long nowNanos;

  /**
   * Creates the mapping for one collection.
   *
   * @param nowNanos the time, nanoseconds since 1970: gauges of old windows are left out
   */
  SnapshotMetrics(MetricPoints points, long nowNanos) {
    this.points = points;
    this.nowNanos = nowNanos;
  }

  /** Adds one 0 or 1 per state of a rule. */
  void addRule(RuleStatus rule) {
    Labels labels =
        Labels.none().with(Attribute.MODEL_NAME, rule.model()).with(Attribute.RULE, rule.rule());
    for (RuleStatus.State state : RuleStatus.State.values()) {
      Attributes attributes = labels.fork().with(Attribute.STATE, state.attribute()).build();
      points.gauge(Metric.AGENT_RULE_STATE, attributes, state == rule.state() ? 1 : 0);
    }
  }

  /** Adds what was counted of calls and rows. */
  void addCalls(ModelSnapshot model) {
    Labels labels = Labels.of(model.id());
    long start = model.startEpochNanos();
    addOutcomes(Metric.AGENT_CALLS, model, model.calls());
    addOutcomes(Metric.AGENT_ROWS, model, model.rows());
    for (DurationSnapshot durations : model.durations()) {
      points.histogram(
          Metric.PREDICT_DURATION,
          labels.fork().with(Attribute.ERROR_TYPE, durations.errorType()).build(),
          start,
          DURATION_BOUNDS,
          new MetricPoints.Counts(durations.buckets(), durations.sumNanos() / NANOS_PER_SECOND));
      if (durations.errorType() != null) {
        points.counter(
            Metric.PREDICT_ERRORS,
            labels.fork().with(Attribute.ERROR_TYPE, durations.errorType()).build(),
            start,
            durations.count() + durations.untimed());
      }
    }
    Attributes attributes = labels.build();
    points.counter(Metric.PREDICTIONS, attributes, start, model.predictions());
    points.gauge(Metric.AGENT_QUEUE_DEPTH, attributes, model.queueDepth());
  }

  /** Adds one 0 or 1 per rule about alerts. */
  void addAlerts(ModelSnapshot model) {
    for (AlertStatus alert : model.alerts()) {
      Labels labels =
          Labels.of(model.id())
              .with(Attribute.ALERT_RULE, alert.rule())
              .with(Attribute.ALERT_SEVERITY, alert.severity().word());
      points.gauge(Metric.ALERT_FIRING, labels.build(), alert.firing() > 0 ? 1 : 0);
    }
  }

  /** Adds what the windows say. */
  void addWindows(ModelSnapshot model) {
    Labels labels = Labels.of(model.id());
    for (WindowVerdict verdict : WindowVerdict.values()) {
      String text = verdict.name().toLowerCase(Locale.ROOT);
      points.counter(
          Metric.WINDOWS,
          labels.fork().with(Attribute.VERDICT, text).build(),
          model.startEpochNanos(),
          model.windowsByVerdict().getOrDefault(verdict, 0L));
    }
    WindowSnapshot window = model.lastWindow();
    if (window == null || isOld(window)) {
      return;
    }
    Attributes attributes = labels.build();
    points.gauge(Metric.WINDOW_PREDICTIONS, attributes, (double) window.predictions());
    points.gauge(Metric.WINDOW_EFFECTIVE, attributes, window.effectiveN());
    labels.with(Attribute.REFERENCE_ID, model.referenceId());
    points.gauge(Metric.DRIFT_SHARE, labels.build(), window.driftShare());
    for (FeatureQuality quality : window.quality()) {
      addQuality(labels.fork(), quality);
    }
    // A feature is there twice when its values and its missing share were both compared.
    Set<String> flagged = new HashSet<>();
    for (FeatureDrift drift : window.drift()) {
      if (flagged.add(drift.feature())) {
        Attributes feature = labels.fork().with(Attribute.FEATURE_NAME, drift.feature()).build();
        points.gauge(Metric.DRIFT_DETECTED, feature, drift.drifted() ? 1 : 0);
      }
      addDrift(labels.fork().with(Attribute.FEATURE_NAME, drift.feature()), drift);
    }
    addSegments(labels, window.segments(), model.full());
  }

  /** Adds what the values of segments say, of which most have nothing to say. */
  private void addSegments(Labels labels, SegmentDrift segments, boolean full) {
    for (SegmentDrift.Rows rows : segments.values()) {
      Attributes value = with(labels.fork(), rows.value()).build();
      points.gauge(Metric.DRIFT_SEGMENT_JUDGED, value, rows.judged() ? 1 : 0);
    }
    Set<String> flagged = new HashSet<>();
    for (FeatureDrift drift : segments.compared()) {
      SegmentValue value = drift.segment();
      if (value == null || !(full || drift.flagged() || drift.drifted())) {
        continue;
      }
      Labels own = with(labels.fork().with(Attribute.FEATURE_NAME, drift.feature()), value);
      if (flagged.add(drift.feature() + "\n" + value)) {
        points.gauge(Metric.DRIFT_DETECTED, own.build(), drift.drifted() ? 1 : 0);
      }
      addDrift(own, drift);
    }
  }

  private static Labels with(Labels labels, SegmentValue value) {
    return labels
        .with(Attribute.SEGMENT, value.segment())
        .with(Attribute.SEGMENT_VALUE, value.value());
  }

  /** Adds what comparisons of whole rows say. */
  void addMultivariate(ModelSnapshot model) {
    MultivariateSnapshot rows = model.multivariate();
    if (rows == null) {
      return;
    }
    addCounts(
        Metric.MULTIVARIATE_WINDOWS,
        Labels.of(model.id()),
        Attribute.OUTCOME,
        model.startEpochNanos(),
        rows.windows());
    WindowSnapshot window = rows.window();
    FeatureDrift drift = rows.drift();
    if (window == null || drift == null || isOld(window)) {
      return;
    }
    Labels labels = Labels.of(model.id()).with(Attribute.REFERENCE_ID, model.referenceId());
    points.gauge(Metric.DRIFT_DETECTED, labels.build(), drift.drifted() ? 1 : 0);
    addDrift(labels, drift);
  }

  /** Adds what was counted of each feature and output. */
  void addFeatures(ModelSnapshot model) {
    long start = model.startEpochNanos();
    for (FeatureSnapshot feature : model.features()) {
      Labels labels = Labels.of(model.id()).with(Attribute.FEATURE_NAME, feature.name());
      points.counter(Metric.FEATURE_MISSING, labels.build(), start, feature.missing());
      if (feature.suppressed() > 0) {
        points.counter(Metric.DRIFT_SUPPRESSED, labels.build(), start, feature.suppressed());
      }
      addCounts(Metric.FEATURE_INVALID, labels, Attribute.REASON, start, feature.invalid());
      if (!model.full()) {
        continue;
      }
      addCounts(Metric.FEATURE_CATEGORY, labels, Attribute.CATEGORY, start, feature.categories());
      FeatureSnapshot.HistogramSnapshot histogram = feature.histogram();
      if (histogram != null) {
        points.histogram(
            Metric.FEATURE_VALUE,
            labels.with(Attribute.REFERENCE_ID, model.referenceId()).build(),
            start,
            histogram.bounds(),
            new MetricPoints.Counts(histogram.counts(), histogram.sum()));
      }
    }
  }

  private void addOutcomes(Metric metric, ModelSnapshot model, Map<CallOutcome, Long> counts) {
    for (CallOutcome outcome : CallOutcome.values()) {
      Long count = counts.get(outcome);
      // A counter that has not begun is not sent, but "captured" always is: it shows the model.
      if (count == null && outcome != CallOutcome.CAPTURED) {
        continue;
      }
      Labels labels =
          Labels.of(model.id())
              .with(Attribute.OUTCOME, outcome.outcome())
              .with(Attribute.REASON, outcome.reason());
      points.counter(metric, labels.build(), model.startEpochNanos(), count == null ? 0 : count);
    }
  }

  private void addCounts(
      Metric metric, Labels labels, Attribute attribute, long start, Map<String, Long> counts) {
    counts.forEach(
        (key, count) ->
            points.counter(metric, labels.fork().withAny(attribute, key).build(), start, count));
  }

  private void addDrift(Labels labels, FeatureDrift drift) {
    addMeasure(labels, drift.primary());
    for (Measure other : drift.others()) {
      addMeasure(labels, other);
    }
  }

  private void addQuality(Labels labels, FeatureQuality quality) {
    Attributes attributes =
        labels
            .with(Attribute.FEATURE_NAME, quality.feature())
            .with(Attribute.QUALITY_RULE, quality.result().rule().attribute())
            .build();
    points.gauge(Metric.QUALITY_DETECTED, attributes, quality.detected() ? 1 : 0);
    points.gauge(Metric.QUALITY_RATE, attributes, quality.result().rate().share());
    points.gauge(Metric.QUALITY_LOWER, attributes, quality.result().interval().lower());
    points.gauge(Metric.QUALITY_UPPER, attributes, quality.result().interval().upper());
  }

  private void addMeasure(Labels labels, Measure measure) {
    if (measure.status() != DriftStatus.OK) {
      return;
    }
    Attributes attributes = labels.fork().with(Attribute.DRIFT_MEASURE, measure.name()).build();
    points.gauge(Metric.DRIFT_STATISTIC, attributes, measure.statistic());
    points.gauge(Metric.DRIFT_P_VALUE, attributes, measure.shownPValue());
    points.gauge(Metric.DRIFT_NOISE, attributes, measure.noise());
    points.gauge(Metric.DRIFT_LOWER, attributes, measure.interval().lower());
    points.gauge(Metric.DRIFT_UPPER, attributes, measure.interval().upper());
  }

  private boolean isOld(WindowSnapshot window) {
    long length = window.endEpochNanos() - window.startEpochNanos();
    return nowNanos - window.endEpochNanos() > Math.max(2 * length, LEAST_FRESH_NANOS);
  }

  private static double[] durationBounds() {
    long[] nanos = DurationBuckets.boundsNanos();
    double[] seconds = new double[nanos.length];
    for (int i = 0; i < nanos.length; i++) {
      seconds[i] = nanos[i] / NANOS_PER_SECOND;
    }
    return seconds;
  }
}
