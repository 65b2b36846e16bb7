package io.modelmon.monitor;

/**
 * What has become of one rule.
 *
 * @param model the model's configured name, or the rule's own text when names come from calls
 * @param rule the rule as written
 * @param state the state
 * @param detail the reason, the candidates, or the woven methods; may be empty
 */
public record RuleStatus(String model, String rule, State state, String detail) {

  /** The states of a rule. */
  public enum State {
    /** No class that the rule names has been loaded yet. */
    PENDING,
    /** At least one method is woven. */
    MATCHED,
    /** A class was seen, but the method is not in it. */
    METHOD_MISSING,
    /** A method is there but cannot be woven. */
    UNREACHABLE,
    /** Weaving or linking failed. */
    FAILED,
    /** Switched off. */
    OFF;

    /** Returns the value of the telemetry attribute {@code modelmon.state}. */
    public String attribute() {
      return switch (this) {
        case PENDING -> "pending";
        case MATCHED -> "matched";
        case METHOD_MISSING -> "method_missing";
        case UNREACHABLE -> "unreachable";
        case FAILED -> "failed";
        case OFF -> "off";
      };
    }
  }
}
