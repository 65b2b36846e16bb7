package io.modelmon.monitor;

import org.jspecify.annotations.Nullable;

/**
 * One transition of a model, emitted exactly once.
 *
 * @param kind what happened
 * @param epochNanos when, nanoseconds since 1970
 * @param detail words about it, or empty
 * @param window the window behind it, or null
 * @param drift the numbers behind it, or null when it is not about drift
 */
public record ModelEvent(
    Kind kind,
    long epochNanos,
    String detail,
    @Nullable WindowSnapshot window,
    @Nullable FeatureDrift drift) {

  /** The kinds of events. */
  public enum Kind {
    /** A feature or output has drifted. */
    DRIFT_DETECTED("modelmon.drift.detected"),
    /** It has returned. */
    DRIFT_RESOLVED("modelmon.drift.resolved"),
    /** Another version of the model was called for the first time. */
    VERSION_CHANGED("modelmon.model.version_changed"),
    /** The values no longer fit the schema. */
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
