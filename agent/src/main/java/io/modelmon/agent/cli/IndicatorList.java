package io.modelmon.agent.cli;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.indicator.Indicator;
import io.modelmon.config.AlertIndicators;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything that rules about the models of a file can name, and the rules that there are. */
final class IndicatorList {

  private static final String EACH = "[\"*\"]";

  private IndicatorList() {}

  static void print(ModelmonConfig config, PrintWriter out) {
    for (ModelConfig model : config.models()) {
      String literal = model.name().literal();
      print(literal == null ? "models of line " + model.line() : "model " + literal, model, out);
      model.overrides().forEach((name, own) -> print("model " + name, own, out));
    }
  }

  private static void print(String title, ModelConfig model, PrintWriter out) {
    out.println();
    out.println(title);
    List<String> segments = List.copyOf(model.labels().segments().keySet());
    for (Indicator indicator : AlertIndicators.of(model)) {
      for (String path : paths(indicator, AlertIndicators.features(model))) {
        print(path, indicator, out);
      }
      if (indicator.pattern().startsWith("performance.") && !segments.isEmpty()) {
        String selector = "{" + String.join("=\"…\" or ", segments) + "=\"…\"}";
        print(indicator.pattern() + selector, indicator, out);
      }
    }
    for (AlertRule rule : model.alerts().rules()) {
      out.printf(
          Locale.ROOT,
          "  rule %s, %s: %s%n",
          rule.name(),
          rule.severity().word(),
          rule.rule().text());
    }
  }

  private static void print(String path, Indicator indicator, PrintWriter out) {
    String unit = indicator.unit().name().toLowerCase(Locale.ROOT);
    out.printf(Locale.ROOT, "  %-44s %-9s %s%n", path, unit, indicator.description());
  }

  /** Returns the pattern, then one path per feature that is known. */
  private static List<String> paths(Indicator indicator, List<String> features) {
    List<String> paths = new ArrayList<>();
    String pattern = indicator.pattern();
    paths.add(pattern.replace(EACH, "[*]"));
    if (pattern.contains(EACH)) {
      for (String feature : features) {
        String quoted = feature.replace("\\", "\\\\").replace("\"", "\\\"");
        paths.add(pattern.replace(EACH, "[\"" + quoted + "\"]"));
      }
    }
    return paths;
  }
}
