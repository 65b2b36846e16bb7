package io.modelmon.config;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.rule.Condition;
import java.util.List;
import java.util.Set;

/**
 * When somebody is to be told about a model.
 *
 * @param rules the standard ones that apply, then those of the file; no two of one name
 * @param features the features and outputs that the model's own rules name
 */
public record AlertsConfig(List<AlertRule> rules, Set<String> features) {

  /** Nobody is told. */
  public static final AlertsConfig NONE = new AlertsConfig(List.of());

  /** Copies the collections. */
  public AlertsConfig {
    rules = List.copyOf(rules);
    features = Set.copyOf(features);
  }

  /** Creates rules that name no feature. */
  public AlertsConfig(List<AlertRule> rules) {
    this(rules, Set.of());
  }

  /** Returns whether any rule looks at quality against labels. */
  public boolean looksAtPerformance() {
    return looksAt("performance.") || looksAt("labels.");
  }

  /** Returns whether any rule looks at an indicator whose name begins so. */
  public boolean looksAt(String prefix) {
    for (AlertRule rule : rules) {
      Condition resolution = rule.rule().resolution();
      if (looks(rule.rule().condition(), prefix)
          || (resolution != null && looks(resolution, prefix))) {
        return true;
      }
    }
    return false;
  }

  private static boolean looks(Condition condition, String prefix) {
    for (Condition.Comparison comparison : condition.comparisons()) {
      if (comparison.indicator().pattern().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
