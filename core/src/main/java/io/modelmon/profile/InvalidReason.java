package io.modelmon.profile;

import java.util.Locale;

/** Why a value that is there cannot be compared. */
public enum InvalidReason {
  /** An infinity, or a number beyond the range of double. */
  INFINITE,
  /** Neither a number nor a text. */
  WRONG_TYPE,
  /** A text in a numeric column that is not a number. */
  UNPARSABLE;

  /** Returns the value of the telemetry attribute {@code modelmon.reason}. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
