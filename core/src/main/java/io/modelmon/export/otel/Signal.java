package io.modelmon.export.otel;

import java.util.Locale;

/** The three kinds of telemetry, each with its own exporter. */
enum Signal {
  /** Numbers. */
  METRICS,
  /** Log records. */
  LOGS,
  /** Spans. */
  TRACES;

  /** Returns the name in settings and paths. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
