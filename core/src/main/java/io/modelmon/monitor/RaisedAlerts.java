package io.modelmon.monitor;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.feedback.RaisedRule;
import io.modelmon.alert.feedback.RulePrecision;
import io.modelmon.config.AlertsConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Rules whose alerts people found wrong too often, with higher thresholds. What was raised is
 * logged.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class RaisedAlerts {

  private static final double PERCENT = 100;

  private final List<RulePrecision> precisions;
  private final Consumer<String> log;

  RaisedAlerts(List<RulePrecision> precisions, Consumer<String> log) {
    this.precisions = List.copyOf(precisions);
    this.log = log;
  }

  /** Returns the settings of a model with the thresholds that its feedback asks for. */
  ModelConfig of(ModelConfig config, String model) {
    List<AlertRule> rules = new ArrayList<>();
    for (AlertRule rule : config.alerts().rules()) {
      rules.add(raised(rule, model));
    }
    return rules.equals(config.alerts().rules())
        ? config
        : config.with(new AlertsConfig(rules, config.alerts().features()));
  }

  private AlertRule raised(AlertRule rule, String model) {
    for (RulePrecision precision : precisions) {
      double factor = precision.factor();
      if (factor > 1 && precision.model().equals(model) && precision.rule().equals(rule.name())) {
        AlertRule raised = RaisedRule.of(rule, factor);
        if (!raised.equals(rule)) {
          report(precision, raised);
        }
        return raised;
      }
    }
    return rule;
  }

  private void report(RulePrecision precision, AlertRule raised) {
    Interval interval = precision.interval();
    log.accept(
        String.format(
            Locale.ROOT,
            "model %s: %d of %d alerts of rule '%s' were right (%.0f %% to %.0f %%); it is raised"
                + " %.2f-fold, to %s",
            precision.model(),
            precision.right(),
            precision.n(),
            precision.rule(),
            PERCENT * interval.lower(),
            PERCENT * interval.upper(),
            precision.factor(),
            raised.rule().condition()));
  }
}
