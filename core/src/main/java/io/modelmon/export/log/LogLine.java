package io.modelmon.export.log;

import io.modelmon.capture.CellValues;
import io.modelmon.monitor.LoggedLabel;
import io.modelmon.monitor.LoggedPerformance;
import io.modelmon.monitor.LoggedPrediction;
import io.modelmon.monitor.PerformanceSnapshot;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.schema.Feature;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record as a line of JSON. Sensitive columns are left out; a missing value is null, what JSON
 * has no number for is a text: {@code Infinity}, {@code -Infinity}, {@code wrong_type}.
 *
 * <p><b>Threads:</b> confined to the thread that writes.
 */
final class LogLine {

  private static final double EXACT = 1L << 53;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder(1024);
  private boolean first;

  /** Returns a row as a line, its end included; valid until the next call. */
  CharSequence of(LoggedPrediction row) {
    begin("prediction", row.model().name());
    if (!row.model().version().isEmpty()) {
      text("version", row.model().version());
    }
    text("time", Instant.ofEpochMilli(row.epochMillis()).toString());
    if (row.window() > 0) {
      key("window").append(row.window());
    }
    if (row.id() != null) {
      text("id", row.id());
    }
    if (row.errorType() != null) {
      text("error", row.errorType());
    }
    columns("features", row, row.schema().features(), 0);
    if (row.errorType() == null) {
      columns("prediction", row, row.schema().outputs(), row.schema().firstOutput());
    }
    if (!row.schema().segments().isEmpty()) {
      open("segments");
      for (int i = 0; i < row.segments().length; i++) {
        text(row.schema().segments().get(i), row.segments()[i]);
      }
      close();
    }
    return end();
  }

  /** Returns a label as a line, its end included; valid until the next call. */
  CharSequence of(LoggedLabel label) {
    begin("label", label.model());
    text("time", Instant.ofEpochMilli(label.epochMillis()).toString());
    text("id", label.id());
    if (label.name() == null) {
      number("label", label.number());
    } else {
      text("label", label.name());
    }
    text("outcome", label.outcome() == null ? "open" : label.outcome());
    return end();
  }

  /** Returns an evaluation as a line, its end included; valid until the next call. */
  CharSequence of(LoggedPerformance evaluated) {
    PerformanceSnapshot performance = evaluated.performance();
    begin("performance", evaluated.model().name());
    if (!evaluated.model().version().isEmpty()) {
      text("version", evaluated.model().version());
    }
    text("time", Instant.ofEpochSecond(0, performance.evaluatedEpochNanos()).toString());
    key("window").append(performance.window());
    key("labels").append(performance.labels());
    key("predictions").append(performance.predictions());
    metrics("metrics", performance.metrics());
    metrics("estimated", performance.estimated());
    return end();
  }

  private void metrics(String name, List<PerformanceMetric> metrics) {
    open(name);
    for (PerformanceMetric metric : metrics) {
      if (metric.known()) {
        open(metric.name().id());
        number("value", metric.value());
        number("lower", metric.interval().lower());
        number("upper", metric.interval().upper());
        key("n").append(metric.n());
        close();
      }
    }
    close();
  }

  private void columns(String name, LoggedPrediction row, List<Feature> columns, int from) {
    open(name);
    for (int i = 0; i < columns.size(); i++) {
      Feature column = columns.get(i);
      if (column.sensitive()) {
        continue;
      }
      String value = row.texts()[from + i];
      if (value != null) {
        text(column.name(), value);
      } else {
        number(column.name(), row.numbers()[from + i]);
      }
    }
    close();
  }

  private void begin(String kind, String model) {
    text.setLength(0);
    text.append('{');
    first = true;
    text("kind", kind);
    text("model", model);
  }

  private CharSequence end() {
    return text.append("}\n");
  }

  private void open(String name) {
    key(name).append('{');
    first = true;
  }

  private void close() {
    text.append('}');
    first = false;
  }

  private StringBuilder key(String name) {
    if (!first) {
      text.append(',');
    }
    first = false;
    quote(name);
    return text.append(':');
  }

  private void text(String name, @Nullable String value) {
    key(name);
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
  }

  private void number(String name, double value) {
    key(name);
    if (CellValues.isWrongType(value)) {
      quote("wrong_type");
    } else if (Double.isNaN(value)) {
      text.append("null");
    } else if (Double.isInfinite(value)) {
      quote(Double.toString(value));
    } else if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      text.append((long) value);
    } else {
      text.append(value);
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c >= 127) {
        // Also keeps half a pair from becoming a question mark.
        text.append("\\u").append(HEX[c >> 12]).append(HEX[(c >> 8) & 15]);
        text.append(HEX[(c >> 4) & 15]).append(HEX[c & 15]);
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
