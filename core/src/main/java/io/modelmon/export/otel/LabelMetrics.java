package io.modelmon.export.otel;

import io.modelmon.export.Attribute;
import io.modelmon.export.Metric;
import io.modelmon.monitor.DelaySnapshot;
import io.modelmon.monitor.EstimateSnapshot;
import io.modelmon.monitor.LabelSnapshot;
import io.modelmon.monitor.LogSnapshot;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.PerformanceSnapshot;
import io.modelmon.monitor.WindowSnapshot;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.join.StoreStatus;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The mapping of labels and performance to points. Stateless; computes nothing. */
final class LabelMetrics {

  private static final long LEAST_FRESH_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final MetricPoints points;
  private final long nowNanos;

  /**
   * Creates the mapping for one collection.
   *
   * @param nowNanos the time, nanoseconds since 1970: figures of old evaluations are left out
   */
  LabelMetrics(MetricPoints points, long nowNanos) {
    this.points = points;
    this.nowNanos = nowNanos;
  }

  /** Adds what became of labels. */
  void add(LabelSnapshot labels) {
    addCounts(Metric.LABELS, labels, Attribute.OUTCOME, labels.labels());
    addCounts(Metric.LABELS_LOST, labels, Attribute.REASON, labels.lost());
    addCounts(Metric.LABELS_PREDICTIONS, labels, Attribute.OUTCOME, labels.predictions());
    points.gauge(
        Metric.LABELS_WAITING,
        Labels.none().with(Attribute.MODEL_NAME, labels.model()).build(),
        (double) labels.waiting());
    StoreStatus store = labels.store();
    if (store != null) {
      addCounts(
          Metric.LABELS_STORE_CHANGES,
          labels,
          Attribute.OUTCOME,
          Map.of("stored", store.stored(), "lost", store.lost()));
      points.gauge(
          Metric.LABELS_STORE_QUEUED,
          Labels.none().with(Attribute.MODEL_NAME, labels.model()).build(),
          (double) store.queued());
    }
  }

  /** Adds what became of the records of the prediction log. */
  void add(LogSnapshot log) {
    log.records()
        .forEach(
            (outcome, count) ->
                points.counter(
                    Metric.LOG_RECORDS,
                    Labels.none().with(Attribute.OUTCOME, outcome).build(),
                    log.startEpochNanos(),
                    count));
  }

  private void addCounts(
      Metric metric, LabelSnapshot labels, Attribute attribute, Map<String, Long> counts) {
    counts.forEach(
        (key, count) ->
            points.counter(
                metric,
                Labels.none()
                    .with(Attribute.MODEL_NAME, labels.model())
                    .with(attribute, key)
                    .build(),
                labels.startEpochNanos(),
                count));
  }

  /**
   * Adds the performance of a model's newest evaluated window, as long as the evaluation is no
   * older than twice the time that window and labels took.
   */
  void addPerformance(ModelSnapshot model) {
    DelaySnapshot delays = model.labelDelays();
    Labels labels = Labels.of(model.id());
    if (delays != null) {
      points.histogram(
          Metric.LABELS_DELAY,
          labels.build(),
          model.startEpochNanos(),
          DelaySnapshot.boundsSeconds(),
          new MetricPoints.Counts(delays.counts(), delays.sumSeconds()));
    }
    PerformanceSnapshot performance = model.performance();
    if (performance == null || isOld(performance)) {
      return;
    }
    points.gauge(Metric.LABELS_COVERAGE, labels.build(), performance.coverage());
    new EstimateMetrics(points, labels.fork()).addComparisons(performance);
    labels.with(Attribute.ESTIMATED, false);
    points.gauge(Metric.PERFORMANCE_WINDOW, labels.build(), (double) performance.window());
    for (PerformanceMetric metric : performance.metrics()) {
      addMetric(labels, metric);
    }
    for (PerformanceSnapshot.Segment segment : performance.segments()) {
      Labels own =
          labels
              .fork()
              .with(Attribute.SEGMENT, segment.name())
              .with(Attribute.SEGMENT_VALUE, segment.value());
      for (PerformanceMetric metric : segment.metrics()) {
        addMetric(own, metric);
      }
    }
  }

  /** Adds the estimated performance of a model's newest closed window, and how stable it is. */
  void addEstimates(ModelSnapshot model) {
    WindowSnapshot window = model.lastWindow();
    if (window == null || isOld(window.startEpochNanos(), window.endEpochNanos())) {
      return;
    }
    Labels labels = Labels.of(model.id());
    EstimateMetrics estimates = new EstimateMetrics(points, labels);
    estimates.addStability(model.stability());
    EstimateSnapshot estimate = model.estimate();
    if (estimate == null) {
      return;
    }
    estimates.addReference(estimate, model.referenceId());
    Labels own = labels.fork().with(Attribute.ESTIMATED, true);
    points.gauge(Metric.PERFORMANCE_WINDOW, own.build(), (double) estimate.window());
    for (PerformanceMetric metric : estimate.metrics()) {
      addMetric(own, metric);
    }
  }

  private boolean isOld(PerformanceSnapshot performance) {
    return isOld(performance.startEpochNanos(), performance.evaluatedEpochNanos());
  }

  private boolean isOld(long startNanos, long endNanos) {
    return nowNanos - endNanos > Math.max(2 * (endNanos - startNanos), LEAST_FRESH_NANOS);
  }

  private void addMetric(Labels labels, PerformanceMetric metric) {
    if (!metric.known()) {
      return;
    }
    Attributes attributes = labels.fork().with(Attribute.METRIC, metric.name().id()).build();
    points.gauge(Metric.PERFORMANCE, attributes, metric.value());
    points.gauge(Metric.PERFORMANCE_N, attributes, metric.n());
    points.gauge(Metric.PERFORMANCE_LOWER, attributes, metric.interval().lower());
    points.gauge(Metric.PERFORMANCE_UPPER, attributes, metric.interval().upper());
  }
}
