package io.modelmon.export.otel;

import io.modelmon.export.Attribute;
import io.modelmon.export.Metric;
import io.modelmon.export.notify.ReceiverStatus;
import io.modelmon.monitor.FailureSnapshot;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.MonitorSnapshot;
import io.modelmon.monitor.RuleStatus;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The newest snapshot as OpenTelemetry metrics. Those who run an SDK of their own register it with
 * {@code SdkMeterProviderBuilder.registerMetricProducer}.
 *
 * <p><b>Output:</b> cumulative sums and histograms, gauges of the newest window while it is fresh;
 * immutable; never NaN; at most 2,000 series per metric and 10,000 in all, further ones folded into
 * a series with {@code otel.metric.overflow}. <b>Error:</b> never throws; a model that cannot be
 * read is left out of that collection. <b>Cost:</b> one object or two per series. <b>Threads:</b>
 * any, one at a time.
 */
public final class ModelMetricProducer implements MetricProducer {

  private final Supplier<MonitorSnapshot> snapshots;
  private final Supplier<List<DroppedEvents>> dropped;
  private final Consumer<RuntimeException> failures;
  private Supplier<List<ReceiverStatus>> notices = List::of;
  private final InstantSource clock;
  private final long startNanos;
  private final MetricPoints points;

  /**
   * Creates a producer that reads the newest snapshot at each collection.
   *
   * @param snapshots never returns null
   * @param clock the time of the points
   */
  public ModelMetricProducer(Supplier<MonitorSnapshot> snapshots, InstantSource clock) {
    this(snapshots, clock, List::of, unused -> {});
  }

  ModelMetricProducer(
      Supplier<MonitorSnapshot> snapshots,
      InstantSource clock,
      Supplier<List<DroppedEvents>> dropped,
      Consumer<RuntimeException> failures) {
    this.snapshots = snapshots;
    this.clock = clock;
    this.dropped = dropped;
    this.failures = failures;
    this.startNanos = epochNanos(clock.instant());
    this.points = new MetricPoints(startNanos);
  }

  /** Names who knows what became of notices of alerts; before the first collection. */
  public void countNotices(Supplier<List<ReceiverStatus>> status) {
    notices = status;
  }

  @Override
  public synchronized Collection<MetricData> produce(Resource resource) {
    try {
      long nowNanos = epochNanos(clock.instant());
      points.begin(nowNanos);
      addAll(snapshots.get(), new SnapshotMetrics(points, nowNanos));
      return points.end(resource);
    } catch (RuntimeException e) {
      failures.accept(e);
      return List.of();
    }
  }

  private void addAll(MonitorSnapshot snapshot, SnapshotMetrics metrics) {
    each(snapshot, metrics::addCalls);
    for (RuleStatus rule : snapshot.rules()) {
      metrics.addRule(rule);
    }
    double lagSeconds = snapshot.lagNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    points.gauge(Metric.AGENT_LAG, Attributes.empty(), lagSeconds);
    LoadMetrics.add(points, snapshot.load());
    addDropped(new DroppedEvents("", "monitor_queue", snapshot.droppedEvaluations()));
    dropped.get().forEach(this::addDropped);
    snapshot.failures().forEach(this::addFailures);
    notices.get().forEach(this::addNotices);
    each(snapshot, metrics::addAlerts);
    each(snapshot, metrics::addWindows);
    each(snapshot, metrics::addMultivariate);
    LabelMetrics labels = new LabelMetrics(points, epochNanos(clock.instant()));
    snapshot.labels().forEach(labels::add);
    labels.add(snapshot.log());
    each(snapshot, labels::addPerformance);
    each(snapshot, labels::addEstimates);
    each(snapshot, metrics::addFeatures);
  }

  private void each(MonitorSnapshot snapshot, Consumer<ModelSnapshot> mapping) {
    for (ModelSnapshot model : snapshot.models()) {
      try {
        mapping.accept(model);
      } catch (RuntimeException e) {
        failures.accept(e);
      }
    }
  }

  private void addDropped(DroppedEvents events) {
    Labels labels =
        Labels.none()
            .with(Attribute.SIGNAL, events.signal())
            .with(Attribute.REASON, events.reason());
    points.counter(Metric.AGENT_EVENTS_DROPPED, labels.build(), startNanos, events.count());
  }

  /** Sent at 0 as well: an increase is seen only by those who know what was before. */
  private void addFailures(FailureSnapshot failed) {
    Labels labels = failed.model() == null ? Labels.none() : Labels.of(failed.model());
    Attributes attributes = labels.with(Attribute.FAILURE_PART, failed.part().attribute()).build();
    points.counter(Metric.AGENT_FAILURES, attributes, startNanos, failed.count());
  }

  private void addNotices(ReceiverStatus status) {
    Labels labels = Labels.none().with(Attribute.RECEIVER, status.receiver());
    addNotices(labels, "sent", status.sent());
    addNotices(labels, "failed", status.failed());
    addNotices(labels, "dropped", status.dropped());
    addNotices(labels, "suppressed", status.suppressed());
  }

  private void addNotices(Labels labels, String outcome, long count) {
    Attributes attributes = labels.fork().with(Attribute.OUTCOME, outcome).build();
    points.counter(Metric.AGENT_NOTIFICATIONS, attributes, startNanos, count);
  }

  static long epochNanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
