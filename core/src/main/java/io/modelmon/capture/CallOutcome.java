package io.modelmon.capture;

import java.util.Locale;

/** What became of one outermost call. Each call has exactly one outcome. */
public enum CallOutcome {
  /** All rows reached the ring. */
  CAPTURED,
  /** Some rows of a batch reached the ring. */
  PARTIAL,
  /** Left out on purpose by sampling. */
  SAMPLED_OUT,
  /** No room in the ring. */
  DROPPED_FULL,
  /** The value did not fit the model's schema. */
  DROPPED_SCHEMA,
  /** Reading the value failed. */
  DROPPED_EXTRACTION,
  /** The agent was not ready yet. */
  DROPPED_WARMING,
  /** A breaker was open. */
  DROPPED_BREAKER;

  private static final CallOutcome[] VALUES = values();

  /** Returns the number of outcomes. */
  public static int count() {
    return VALUES.length;
  }

  /** Returns the outcome with the given ordinal. */
  public static CallOutcome of(int ordinal) {
    return VALUES[ordinal];
  }

  /** Returns the value of the telemetry attribute {@code modelmon.outcome}. */
  public String outcome() {
    return isDropped() ? "dropped" : name().toLowerCase(Locale.ROOT);
  }

  /** Returns the value of the telemetry attribute {@code modelmon.reason}, empty unless dropped. */
  public String reason() {
    return isDropped() ? name().substring("DROPPED_".length()).toLowerCase(Locale.ROOT) : "";
  }

  private boolean isDropped() {
    return ordinal() >= DROPPED_FULL.ordinal();
  }
}
