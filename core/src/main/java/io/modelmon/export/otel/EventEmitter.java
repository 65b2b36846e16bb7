package io.modelmon.export.otel;

import io.modelmon.drift.Measure;
import io.modelmon.export.Attribute;
import io.modelmon.monitor.ConceptDrift;
import io.modelmon.monitor.Evaluation;
import io.modelmon.monitor.FeatureDrift;
import io.modelmon.monitor.FeatureQuality;
import io.modelmon.monitor.ModelEvent;
import io.modelmon.monitor.SegmentValue;
import io.modelmon.monitor.WindowSnapshot;
import io.modelmon.quality.QualityResult;
import io.modelmon.schema.ModelId;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations as telemetry: one span each, with the events on it, and one log record per event,
 * correlated with the span where there is one.
 *
 * <p><b>Threads:</b> confined to the export thread.
 */
final class EventEmitter {

  /** The name of the span of one evaluation. */
  static final String SPAN_NAME = "modelmon.evaluate";

  private final @Nullable Tracer tracer;
  private final @Nullable Logger logger;

  /**
   * Creates an emitter.
   *
   * @param tracer for span events, or null without them
   * @param logger for log records, or null without them
   */
  EventEmitter(@Nullable Tracer tracer, @Nullable Logger logger) {
    this.tracer = tracer;
    this.logger = logger;
  }

  void emit(Evaluation evaluation) {
    Context context = Context.root();
    Span span = tracer == null ? null : startSpan(tracer, evaluation);
    if (span != null) {
      context = context.with(span);
    }
    for (ModelEvent event : evaluation.events()) {
      Attributes attributes = attributes(evaluation.model(), event);
      if (span != null) {
        span.addEvent(
            event.kind().eventName(), attributes, event.epochNanos(), TimeUnit.NANOSECONDS);
      }
      if (logger != null) {
        logger
            .logRecordBuilder()
            .setContext(context)
            .setTimestamp(event.epochNanos(), TimeUnit.NANOSECONDS)
            .setEventName(event.kind().eventName())
            .setSeverity(severity(event))
            .setBody(TelemetryText.cleanWords(body(evaluation.model(), event)))
            .setAllAttributes(attributes)
            .emit();
      }
    }
    if (span != null) {
      span.end(evaluation.endEpochNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static Span startSpan(Tracer tracer, Evaluation evaluation) {
    return tracer
        .spanBuilder(SPAN_NAME)
        .setNoParent()
        .setStartTimestamp(evaluation.startEpochNanos(), TimeUnit.NANOSECONDS)
        .setAllAttributes(Labels.of(evaluation.model()).build())
        .startSpan();
  }

  private static Attributes attributes(ModelId model, ModelEvent event) {
    Labels labels = Labels.of(model).withWords(Attribute.DETAIL, event.detail());
    WindowSnapshot window = event.window();
    if (window != null) {
      labels
          .with(Attribute.WINDOW_NUMBER, window.number())
          .with(Attribute.WINDOW_START, time(window.startEpochNanos()))
          .with(Attribute.WINDOW_END, time(window.endEpochNanos()));
    }
    FeatureDrift drift = event.drift();
    if (drift != null) {
      addDrift(labels, drift);
    }
    FeatureQuality quality = event.quality();
    if (quality != null) {
      addQuality(labels, quality);
    }
    ConceptDrift concept = event.concept();
    if (concept != null) {
      labels
          .with(Attribute.CONCEPT_DETECTOR, concept.detector())
          .with(Attribute.CONCEPT_BEFORE, concept.before())
          .with(Attribute.CONCEPT_AFTER, concept.after())
          .with(Attribute.CONCEPT_N, concept.n())
          .with(Attribute.METRIC, concept.metric());
    }
    if (event.alert() != null) {
      AlertEvents.add(labels, event.alert());
    }
    return labels.build();
  }

  private static void addQuality(Labels labels, FeatureQuality quality) {
    QualityResult result = quality.result();
    labels
        .with(Attribute.FEATURE_NAME, quality.feature())
        .with(Attribute.QUALITY_RULE, result.rule().attribute())
        .with(Attribute.QUALITY_RATE, result.rate().share())
        .with(Attribute.QUALITY_LOWER, result.interval().lower())
        .with(Attribute.QUALITY_UPPER, result.interval().upper())
        .with(Attribute.QUALITY_REFERENCE, result.baseline().share())
        .with(Attribute.QUALITY_P_VALUE, result.pValue())
        .with(Attribute.QUALITY_N, result.rate().n())
        .with(Attribute.QUALITY_EFFECTIVE_N, result.rate().effectiveN())
        .with(Attribute.QUALITY_THRESHOLD, result.threshold());
  }

  private static void addDrift(Labels labels, FeatureDrift drift) {
    Measure primary = drift.primary();
    double noise = Double.isNaN(primary.noise()) ? 0 : primary.noise();
    labels
        .with(Attribute.FEATURE_NAME, drift.feature())
        .with(Attribute.DRIFT_MEASURE, primary.name())
        .with(Attribute.DRIFT_STATISTIC, primary.statistic())
        .with(Attribute.DRIFT_P_VALUE, primary.shownPValue())
        .with(Attribute.DRIFT_NOISE, primary.noise())
        .with(Attribute.DRIFT_N, drift.n())
        .with(Attribute.DRIFT_EFFECTIVE_N, drift.effectiveN())
        .with(Attribute.DRIFT_THRESHOLD, noise + drift.effect());
    SegmentValue segment = drift.segment();
    if (segment != null) {
      labels
          .with(Attribute.SEGMENT, segment.segment())
          .with(Attribute.SEGMENT_VALUE, segment.value());
    }
  }

  private static Severity severity(ModelEvent event) {
    if (event.kind() == ModelEvent.Kind.ALERT_FIRING && event.alert() != null) {
      return AlertEvents.severity(event.alert());
    }
    return switch (event.kind()) {
      case ALERT_FIRING, DRIFT_DETECTED, QUALITY_DETECTED, CONCEPT_DRIFT_DETECTED, SCHEMA_CHANGED ->
          Severity.WARN;
      case ALERT_RESOLVED, DRIFT_RESOLVED, QUALITY_RESOLVED, VERSION_CHANGED -> Severity.INFO;
    };
  }

  private static String body(ModelId model, ModelEvent event) {
    FeatureDrift drift = event.drift();
    FeatureQuality quality = event.quality();
    String feature = drift == null ? "" : " " + subject(drift);
    if (quality != null) {
      String name = quality.feature().isEmpty() ? "" : " " + quality.feature();
      feature = name + " (" + quality.result().rule().attribute() + ")";
    }
    String what =
        switch (event.kind()) {
          case DRIFT_DETECTED -> " has drifted";
          case DRIFT_RESOLVED -> " has returned to the reference";
          case QUALITY_DETECTED -> " has a data quality issue";
          case QUALITY_RESOLVED -> " has no data quality issue any more";
          case CONCEPT_DRIFT_DETECTED -> errors(event.concept());
          case ALERT_FIRING, ALERT_RESOLVED ->
              event.alert() == null ? "" : AlertEvents.words(event.alert());
          case VERSION_CHANGED -> " is called in another version";
          case SCHEMA_CHANGED -> " no longer fits its schema";
        };
    String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
    return model + feature + what + detail;
  }

  private static String errors(@Nullable ConceptDrift concept) {
    return concept == null || concept.metric().isEmpty()
        ? " errs more often than before"
        : " does not perform as its outputs promise";
  }

  private static String subject(FeatureDrift drift) {
    return drift.feature().equals(FeatureDrift.ALL_FEATURES)
        ? "as a whole, all features together,"
        : drift.segment() == null ? drift.feature() : drift.feature() + " where " + drift.segment();
  }

  private static String time(long epochNanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, second), Math.floorMod(epochNanos, second))
        .toString();
  }
}
