package io.modelmon.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The documentation of all telemetry as Markdown, rendered from {@link Metric} and {@link Event}.
 */
public final class TelemetryTable {

  private TelemetryTable() {}

  /** Returns the whole page. */
  public static String render() {
    StringBuilder page = new StringBuilder();
    page.append("# Telemetry\n\n")
        .append("Rendered from the code; a test compares. Scope `io.modelmon`, OTLP, cumulative.\n")
        .append("\n## Metrics\n\n")
        .append(metrics())
        .append("\n## Events\n\n")
        .append("Each is a log record with this event name and a span event on the span\n")
        .append("`modelmon.evaluate`; `events` in the configuration chooses.\n\n")
        .append(events())
        .append("\n## Attributes\n\n")
        .append("| attribute | meaning |\n| --- | --- |\n");
    for (Attribute attribute : used()) {
      row(page, code(attribute.key()), attribute.meaning());
    }
    return page.toString();
  }

  /** Returns the table of metrics alone. */
  public static String metrics() {
    StringBuilder table =
        new StringBuilder("| metric | instrument, unit | meaning | attributes |\n")
            .append("| --- | --- | --- | --- |\n");
    for (Metric metric : Metric.values()) {
      row(
          table,
          code(metric.metricName()),
          metric.instrument().text() + ", " + code(metric.unit()),
          metric.description(),
          keys(metric.attributes()));
    }
    return table.toString();
  }

  /** Returns the table of events alone. */
  public static String events() {
    StringBuilder table =
        new StringBuilder("| event | meaning | attributes |\n| --- | --- | --- |\n");
    for (Event event : Event.values()) {
      row(table, code(event.kind().eventName()), event.description(), keys(event.attributes()));
    }
    return table.toString();
  }

  /**
   * Writes the page.
   *
   * @param arguments one: the file to write
   * @throws IOException when the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "expected one argument, the file to write, got " + arguments.length);
    }
    Files.writeString(Path.of(arguments[0]), render());
  }

  private static Set<Attribute> used() {
    Set<Attribute> used = EnumSet.of(Attribute.OVERFLOW);
    for (Metric metric : Metric.values()) {
      used.addAll(metric.attributes());
    }
    for (Event event : Event.values()) {
      used.addAll(event.attributes());
    }
    return used;
  }

  private static String keys(List<Attribute> attributes) {
    return attributes.stream()
        .map(attribute -> code(attribute.key()))
        .collect(Collectors.joining(", "));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
