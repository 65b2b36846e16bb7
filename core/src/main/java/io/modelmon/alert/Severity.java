package io.modelmon.alert;

import java.util.Locale;

/** How urgent an alert is, least first. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** To be looked at in working hours. */
  WARNING,
  /** To be looked at now. */
  CRITICAL,
  /** To be acted on now. */
  EMERGENCY;

  /** Returns the word used in files and telemetry. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
