package io.modelmon.export.log;

import io.modelmon.monitor.LoggedLabel;
import io.modelmon.monitor.LoggedPerformance;
import io.modelmon.monitor.LoggedPrediction;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is written, with what it is found by.
 *
 * @param kind {@code prediction}, {@code label} or {@code performance}
 * @param model the model's name
 * @param version the model's version, or null where it is not known
 * @param epochMillis when it was made
 * @param id the id of the row, or null without one
 * @param json the whole record, a line with its end; valid until the next one is made
 */
record LogRecord(
    String kind,
    String model,
    @Nullable String version,
    long epochMillis,
    @Nullable String id,
    CharSequence json) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  static LogRecord of(LoggedPrediction row, LogLine line) {
    String version = row.model().version();
    return new LogRecord(
        "prediction",
        row.model().name(),
        version.isEmpty() ? null : version,
        row.epochMillis(),
        row.id(),
        line.of(row));
  }

  static LogRecord of(LoggedLabel label, LogLine line) {
    return new LogRecord(
        "label", label.model(), null, label.epochMillis(), label.id(), line.of(label));
  }

  static LogRecord of(LoggedPerformance evaluated, LogLine line) {
    String version = evaluated.model().version();
    return new LogRecord(
        "performance",
        evaluated.model().name(),
        version.isEmpty() ? null : version,
        evaluated.performance().evaluatedEpochNanos() / NANOS_PER_MILLI,
        null,
        line.of(evaluated));
  }
}
