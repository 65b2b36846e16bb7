package io.modelmon.export;

import java.util.Locale;

/** The kinds of metrics. */
public enum Instrument {
  /** A count that only grows. */
  COUNTER,
  /** A value of the moment. */
  GAUGE,
  /** Counts of values between fixed bounds. */
  HISTOGRAM;

  /** Returns the name used in documentation. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
