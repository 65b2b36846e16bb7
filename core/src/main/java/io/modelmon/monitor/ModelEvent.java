package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import org.jspecify.annotations.Nullable;

/**
 * One transition of a model, emitted exactly once.
 *
 * @param kind what happened
 * @param epochNanos when, nanoseconds since 1970
 * @param detail words about it, or empty
 * @param window the window behind it, or null
 * @param drift the numbers behind it, or null when it is not about drift
 * @param quality the numbers behind it, or null when it is not about data quality
 * @param concept the numbers behind it, or null when it is not about concept drift
 * @param alert what there is to tell, or null when it is no alert
 */
public record ModelEvent(
    Kind kind,
    long epochNanos,
    String detail,
    @Nullable WindowSnapshot window,
    @Nullable FeatureDrift drift,
    @Nullable FeatureQuality quality,
    @Nullable ConceptDrift concept,
    @Nullable AlertNotice alert) {

  /** Creates an event that is not about concept drift. */
  public ModelEvent(
      Kind kind,
      long epochNanos,
      String detail,
      @Nullable WindowSnapshot window,
      @Nullable FeatureDrift drift,
      @Nullable FeatureQuality quality) {
    this(kind, epochNanos, detail, window, drift, quality, null, null);
  }

  /** Returns an event that is about no feature and no window. */
  static ModelEvent of(Kind kind, String detail, long epochNanos) {
    return new ModelEvent(kind, epochNanos, detail, null, null);
  }

  /** Returns the event of a change of errors. */
  static ModelEvent of(ConceptDrift change, long epochNanos) {
    return new ModelEvent(
        Kind.CONCEPT_DRIFT_DETECTED, epochNanos, change.detail(), null, null, null, change, null);
  }

  /**
   * Returns the event of an alert.
   *
   * @param window the window behind it, or null
   */
  static ModelEvent of(AlertNotice notice, @Nullable WindowSnapshot window) {
    Kind kind = notice.kind() == AlertNotice.Kind.FIRING ? Kind.ALERT_FIRING : Kind.ALERT_RESOLVED;
    return new ModelEvent(kind, notice.epochNanos(), "", window, null, null, null, notice);
  }

  /** Creates an event that is not about data quality. */
  public ModelEvent(
      Kind kind,
      long epochNanos,
      String detail,
      @Nullable WindowSnapshot window,
      @Nullable FeatureDrift drift) {
    this(kind, epochNanos, detail, window, drift, null, null, null);
  }

  /** The kinds of events. */
  public enum Kind {
    /** A feature or output has drifted. */
    DRIFT_DETECTED("modelmon.drift.detected"),
    /** It has returned. */
    DRIFT_RESOLVED("modelmon.drift.resolved"),
    /** A rule of data quality is broken. */
    QUALITY_DETECTED("modelmon.quality.detected"),
    /** It is kept again. */
    QUALITY_RESOLVED("modelmon.quality.resolved"),
    /** The errors of the model have become more, or are not what its outputs promise. */
    CONCEPT_DRIFT_DETECTED("modelmon.concept_drift.detected"),
    /** An alert has begun to fire. */
    ALERT_FIRING("modelmon.alert.firing"),
    /** It has resolved. */
    ALERT_RESOLVED("modelmon.alert.resolved"),
    /** Another version of the model was called for the first time. */
    VERSION_CHANGED("modelmon.model.version_changed"),
    /** The columns have changed, or values no longer fit them. */
    SCHEMA_CHANGED("modelmon.schema.changed");

    private final String eventName;

    Kind(String eventName) {
      this.eventName = eventName;
    }

    /** Returns the event name used in telemetry. */
    public String eventName() {
      return eventName;
    }
  }
}
