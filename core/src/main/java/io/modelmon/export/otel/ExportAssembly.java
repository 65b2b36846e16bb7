package io.modelmon.export.otel;

import io.modelmon.config.EventSignal;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The putting together of an export from settings.
 *
 * @implNote The SDK's autoconfiguration is not used. It reads {@code OTEL_CONFIG_FILE} from the
 *     real environment before any customiser runs, and fails on it; its means to replace the
 *     settings are not public. Its readers and processors also report failed exports as successful,
 *     and drop the events of a failed batch.
 */
final class ExportAssembly {

  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  private final ExportSources sources;
  private final Surroundings surroundings;
  private final OtelSettings settings;
  private final OtlpExporters exporters;
  private final LimitedLog log;
  private final Runnable wakeUp;
  private final List<Delivery> deliveries = new ArrayList<>();

  /**
   * Prepares the assembly.
   *
   * @param wakeUp lets the loop that will be made look around at once
   */
  ExportAssembly(
      ExportSources sources,
      Surroundings surroundings,
      SenderThreads threads,
      LimitedLog log,
      Runnable wakeUp) {
    this.sources = sources;
    this.surroundings = surroundings;
    this.settings = new OtelSettings(surroundings.environment(), surroundings.properties(), log);
    this.exporters =
        new OtlpExporters(surroundings.componentLoader(), threads, surroundings.retryPolicy());
    this.log = log;
    this.wakeUp = wakeUp;
  }

  /** Returns a loop that is not yet running, or null when exporting is switched off. */
  @Nullable ExportLoop assemble() {
    if (settings.isTrue("otel.sdk.disabled")) {
      log.log("disabled", "nothing is exported: OTEL_SDK_DISABLED is true");
      return null;
    }
    Resource resource = ServiceResource.of(settings);
    EventDelivery<LogRecordData> logs = null;
    EventDelivery<SpanData> spans = null;
    addMetrics(resource);
    if (sources.events().contains(EventSignal.LOG)) {
      logs = logs();
    }
    if (sources.events().contains(EventSignal.SPAN)) {
      spans = spans();
    }
    EventPipeline pipeline = new EventPipeline(sources.evaluations(), resource, logs, spans);
    return new ExportLoop(pipeline::drain, deliveries, log);
  }

  private void addMetrics(Resource resource) {
    SignalSettings metrics = SignalSettings.resolve(settings, Signal.METRICS, log);
    if (metrics == null) {
      return;
    }
    ModelMetricProducer producer =
        new ModelMetricProducer(
            sources.snapshots(),
            surroundings.clock(),
            this::dropped,
            e -> log.log("produce", "a snapshot could not be exported: " + e));
    producer.countNotices(sources.notices());
    Outbox<MetricData> outbox =
        new Outbox<>(Signal.METRICS, exporters.metrics(metrics), log, wakeUp);
    Duration interval = settings.duration("otel.metric.export.interval", DEFAULT_INTERVAL);
    deliveries.add(new MetricDelivery(producer, resource, outbox, interval, System.nanoTime()));
  }

  private @Nullable EventDelivery<LogRecordData> logs() {
    SignalSettings logs = SignalSettings.resolve(settings, Signal.LOGS, log);
    return logs == null
        ? null
        : add(
            BatchSettings.ofLogs(settings),
            new Outbox<>(Signal.LOGS, exporters.logs(logs), log, wakeUp));
  }

  private @Nullable EventDelivery<SpanData> spans() {
    SignalSettings spans = SignalSettings.resolve(settings, Signal.TRACES, log);
    return spans == null
        ? null
        : add(
            BatchSettings.ofSpans(settings),
            new Outbox<>(Signal.TRACES, exporters.spans(spans), log, wakeUp));
  }

  private <T> EventDelivery<T> add(BatchSettings batches, Outbox<T> outbox) {
    EventDelivery<T> delivery = new EventDelivery<>(batches, outbox);
    deliveries.add(delivery);
    return delivery;
  }

  private List<DroppedEvents> dropped() {
    List<DroppedEvents> dropped = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      ExportStatus status = delivery.status();
      if (!status.signal().equals(Signal.METRICS.text())) {
        String form = status.signal().equals(Signal.LOGS.text()) ? "log" : "span";
        dropped.add(new DroppedEvents(form, "export_queue", status.droppedFull()));
        dropped.add(new DroppedEvents(form, "rejected", status.droppedRejected()));
      }
    }
    return dropped;
  }
}
