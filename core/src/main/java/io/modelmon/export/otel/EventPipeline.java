package io.modelmon.export.otel;

import io.modelmon.monitor.Evaluation;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the monitor's queue through the SDK into the deliveries.
 *
 * <p><b>Threads:</b> confined to the export thread.
 */
final class EventPipeline {

  private static final String SCOPE = ProducedMetric.SCOPE.getName();

  /** More features than a model has: all of them may drift at once. */
  private static final int MAX_SPAN_EVENTS = 100_000;

  /** Enough for any burst; the rest follows in the next turn. */
  private static final int MAX_PER_TURN = 1_000;

  private final Supplier<@Nullable Evaluation> evaluations;
  private final EventEmitter emitter;
  private long nowNanos;

  /**
   * Creates the pipeline.
   *
   * @param evaluations returns null when none waits
   * @param logs where log records go, or null without them
   * @param spans where spans go, or null without them
   */
  EventPipeline(
      Supplier<@Nullable Evaluation> evaluations,
      Resource resource,
      @Nullable EventDelivery<LogRecordData> logs,
      @Nullable EventDelivery<SpanData> spans) {
    this.evaluations = evaluations;
    this.emitter =
        new EventEmitter(
            spans == null ? null : tracer(resource, spans),
            logs == null ? null : logger(resource, logs));
  }

  /** Takes all waiting evaluations. */
  void drain(long now) {
    nowNanos = now;
    for (int i = 0; i < MAX_PER_TURN; i++) {
      Evaluation next = evaluations.get();
      if (next == null) {
        return;
      }
      emitter.emit(next);
    }
  }

  private Logger logger(Resource resource, EventDelivery<LogRecordData> logs) {
    return SdkLoggerProvider.builder()
        .setResource(resource)
        .addLogRecordProcessor((context, record) -> logs.offer(record.toLogRecordData(), nowNanos))
        .build()
        .get(SCOPE);
  }

  private Tracer tracer(Resource resource, EventDelivery<SpanData> spans) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSampler(Sampler.alwaysOn())
        .setSpanLimits(SpanLimits.builder().setMaxNumberOfEvents(MAX_SPAN_EVENTS).build())
        .addSpanProcessor(
            new SpanProcessor() {
              @Override
              public void onStart(Context parentContext, ReadWriteSpan span) {}

              @Override
              public boolean isStartRequired() {
                return false;
              }

              @Override
              public void onEnd(ReadableSpan span) {
                spans.offer(span.toSpanData(), nowNanos);
              }

              @Override
              public boolean isEndRequired() {
                return true;
              }
            })
        .build()
        .get(SCOPE);
  }
}
