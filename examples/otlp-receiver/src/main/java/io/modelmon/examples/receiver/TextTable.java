package io.modelmon.examples.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Models as lines of text. */
final class TextTable {

  private static final String RED = "\u001b[31m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  private final boolean colours;

  TextTable(boolean colours) {
    this.colours = colours;
  }

  /**
   * Returns a model and its features.
   *
   * @param perSecond predictions per second at the moment
   */
  List<String> lines(ModelOverview model, double perSecond) {
    List<String> lines = new ArrayList<>();
    lines.add(paint(BOLD, headline(model, perSecond)));
    if (!model.features().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-26s %-8s %9s %9s %9s  %s",
              "feature",
              "measure",
              "statistic",
              "noise",
              "p-value",
              "verdict"));
    }
    for (FeatureOverview feature : model.features()) {
      lines.add(feature.drifted() ? paint(RED, line(feature)) : line(feature));
    }
    model.performance().forEach(performance -> lines.add(line(performance)));
    return lines;
  }

  /** Returns the headline alone, for output that is not redrawn. */
  static String headline(ModelOverview model, double perSecond) {
    return String.format(
        Locale.ROOT,
        "%s %s: %d calls, %d predictions (%.0f/s), p50 %s, p99 %s, %d errors, %d windows, drifted: %s",
        model.name(),
        model.version(),
        model.calls(),
        model.predictions(),
        perSecond,
        millis(model, 0.5),
        millis(model, 0.99),
        model.errors(),
        model.closedWindows(),
        names(model.drifted()));
  }

  /** Returns an event as one line. */
  static String line(Event event) {
    return String.format(
        Locale.ROOT,
        "event (%s) %s %s %s",
        event.form().name().toLowerCase(Locale.ROOT),
        event.name(),
        event.attribute(ModelOverview.MODEL),
        event.attribute(ModelOverview.FEATURE));
  }

  /** Returns names separated by commas, or "none". */
  static String names(Iterable<String> names) {
    String joined = String.join(", ", names);
    return joined.isEmpty() ? "none" : joined;
  }

  /** Returns one feature as one line. */
  static String line(FeatureOverview feature) {
    return String.format(
        Locale.ROOT,
        "  %-26s %-8s %9s %9s %9s  %s",
        feature.name(),
        feature.measure(),
        number(feature.statistic()),
        number(feature.noise()),
        number(feature.pValue()),
        feature.drifted() ? "DRIFT" : "stable");
  }

  /** Returns a figure about performance as one line. */
  static String line(PerformanceOverview performance) {
    return String.format(
        Locale.ROOT,
        "  %-8s %-19s %s (%s to %s), window %d",
        performance.metric(),
        performance.estimated() ? "estimated" : "by " + performance.predictions() + " labels",
        number(performance.value()),
        number(performance.lower()),
        number(performance.upper()),
        performance.window());
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, value != 0 && value < 0.0005 ? "%.1e" : "%.3f", value);
  }

  private static String millis(ModelOverview model, double q) {
    double seconds = model.duration().map(d -> d.quantile(q)).orElse(Double.NaN);
    return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.3f ms", seconds * 1000);
  }

  private String paint(String code, String text) {
    return colours ? code + text + RESET : text;
  }
}
