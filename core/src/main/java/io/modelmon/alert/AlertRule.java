package io.modelmon.alert;

import io.modelmon.alert.rule.Rule;
import java.time.Duration;
import java.util.List;

/**
 * A rule with what belongs to it.
 *
 * @param name unique per model
 * @param rule when to fire and when to resolve
 * @param severity how urgent
 * @param coolDown for how long after resolving it does not fire again
 * @param silences when nobody is told
 */
public record AlertRule(
    String name, Rule rule, Severity severity, Duration coolDown, List<SilenceSchedule> silences) {

  /** Checks the cool-down and copies the list. */
  public AlertRule {
    if (coolDown.isNegative()) {
      throw new IllegalArgumentException("a cool-down is not negative: " + coolDown);
    }
    silences = List.copyOf(silences);
  }

  /** Creates a rule without cool-down and silences. */
  public AlertRule(String name, Rule rule, Severity severity) {
    this(name, rule, severity, Duration.ZERO, List.of());
  }

  /**
   * Returns the hash of the name, which tells the rules of a model apart. A hash of all components
   * would have the JVM link some thirty classes on first use, while the application starts.
   */
  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
