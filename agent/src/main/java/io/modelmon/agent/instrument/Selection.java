package io.modelmon.agent.instrument;

import io.modelmon.monitor.RuleStatus;
import java.util.List;

/**
 * What one rule says about one class.
 *
 * @param state {@code MATCHED} with methods, or {@code METHOD_MISSING}, {@code UNREACHABLE}
 *     without; {@code PENDING} when the rule does not mean this class
 * @param methods the methods to weave
 * @param detail why nothing is woven
 */
record Selection(RuleStatus.State state, List<MethodOutline> methods, String detail) {

  /** The rule does not mean this class. */
  static final Selection NOT_MEANT = new Selection(RuleStatus.State.PENDING, List.of(), "");

  static Selection matched(List<MethodOutline> methods) {
    return new Selection(RuleStatus.State.MATCHED, methods, "");
  }

  static Selection missing(String detail) {
    return new Selection(RuleStatus.State.METHOD_MISSING, List.of(), detail);
  }

  static Selection unreachable(String detail) {
    return new Selection(RuleStatus.State.UNREACHABLE, List.of(), detail);
  }

  boolean isMeant() {
    return state != RuleStatus.State.PENDING;
  }

  boolean isMatched() {
    return state == RuleStatus.State.MATCHED;
  }
}
