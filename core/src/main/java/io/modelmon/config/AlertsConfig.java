package io.modelmon.config;

import io.modelmon.alert.AlertRule;
import java.util.List;

/**
 * When somebody is to be told about a model.
 *
 * @param rules the standard ones that apply, then those of the file; no two of one name
 */
public record AlertsConfig(List<AlertRule> rules) {

  /** Nobody is told. */
  public static final AlertsConfig NONE = new AlertsConfig(List.of());

  /** Copies the list. */
  public AlertsConfig {
    rules = List.copyOf(rules);
  }

  /** Returns whether any rule looks at quality against labels. */
  public boolean looksAtPerformance() {
    return rules.stream()
        .flatMap(rule -> rule.rule().condition().comparisons().stream())
        .anyMatch(comparison -> comparison.indicator().byInterval());
  }
}
