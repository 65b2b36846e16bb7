package io.modelmon.config;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.Severity;
import io.modelmon.alert.rule.Condition;
import io.modelmon.alert.rule.Rule;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that watch every model unless the file says otherwise. Together they are held to one
 * false alert per model and month.
 */
final class StandardAlerts {

  /** The names of all of them, though not every model has all. */
  static final List<String> NAMES =
      List.of("drift", "data_quality", "latency", "throughput", "errors", "performance");

  private StandardAlerts() {}

  /**
   * Returns the standard rules of a model.
   *
   * @param taken names that the file uses or switches off
   * @param own the rules of the file; a standard rule steps back where one of them looks at the
   *     same number
   */
  static List<AlertRule> of(ModelConfig model, Set<String> taken, List<AlertRule> own) {
    Set<String> watched = new HashSet<>();
    own.forEach(rule -> watched.addAll(patterns(rule.rule())));
    List<AlertRule> rules = new ArrayList<>();
    for (AlertRule rule : all(model)) {
      if (!taken.contains(rule.name()) && !watched.containsAll(patterns(rule.rule()))) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static List<AlertRule> all(ModelConfig model) {
    List<AlertRule> rules = new ArrayList<>();
    if (model.drift().enabled()) {
      rules.add(rule("drift", "drift.share > 30%", Severity.CRITICAL));
    }
    if (model.quality().enabled()) {
      rules.add(rule("data_quality", "feature[*].quality.issues > 0", Severity.WARNING));
    }
    rules.add(rule("latency", "latency.p99 anomalous", Severity.WARNING));
    rules.add(rule("throughput", "throughput anomalous", Severity.WARNING));
    rules.add(rule("errors", "error.rate anomalous high", Severity.WARNING));
    if (model.labels().isWatched() && model.performance().enabled()) {
      rules.add(rule("performance", performance(model.prediction().type()), Severity.WARNING));
    }
    return rules;
  }

  private static String performance(@Nullable TaskType task) {
    if (task == TaskType.NUMBER) {
      return "performance.mae anomalous high";
    }
    if (task == TaskType.RANKING) {
      return "performance.hit_rate anomalous low";
    }
    return task == TaskType.LABEL
        ? "performance.accuracy anomalous low"
        : "performance.brier anomalous high";
  }

  private static AlertRule rule(String name, String text, Severity severity) {
    return new AlertRule(name, RuleParser.parse(text, AlertIndicators.ALL), severity);
  }

  private static Set<String> patterns(Rule rule) {
    Set<String> patterns = new HashSet<>();
    for (Condition.Comparison comparison : rule.condition().comparisons()) {
      patterns.add(comparison.indicator().pattern());
    }
    return patterns;
  }
}
