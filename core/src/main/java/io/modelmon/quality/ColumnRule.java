package io.modelmon.quality;

import org.jspecify.annotations.Nullable;

/** A rule about one column of one window. Stateless. */
public interface ColumnRule {

  /** Returns which rule it is. */
  QualityRule rule();

  /** Returns what the window says, or null where the rule does not apply to the column. */
  @Nullable QualityResult evaluate(ColumnWindow window);
}
