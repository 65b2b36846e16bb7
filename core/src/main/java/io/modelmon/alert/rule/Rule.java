package io.modelmon.alert.rule;

import org.jspecify.annotations.Nullable;

/**
 * A parsed rule.
 *
 * @param text as written
 * @param condition when to fire
 * @param persistence for how long it must hold
 * @param resolution when to resolve; null when the condition does not hold any more
 * @param resolutionPersistence for how long that must hold
 */
public record Rule(
    String text,
    Condition condition,
    Persistence persistence,
    @Nullable Condition resolution,
    Persistence resolutionPersistence) {

  /** Returns whether the rule is about every feature by itself. */
  public boolean isEach() {
    return condition.isEach();
  }
}
