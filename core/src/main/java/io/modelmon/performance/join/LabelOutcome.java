package io.modelmon.performance.join;

import java.util.Locale;

/** What became of a label; each has at most one outcome and keeps it. */
public enum LabelOutcome {
  /** Came after its prediction, at most {@code wait} later. */
  JOINED,
  /** Came before its prediction, and was joined when that was made. */
  EARLY,
  /** Was joined, but came more than {@code wait} after its prediction. */
  LATE,
  /** Equal to a label of the same id that came before. */
  DUPLICATE,
  /** Different from a label of the same id that came before, which stays. */
  CONFLICTING,
  /** Nobody predicted this id at the time: unknown, long expired or misspelt. */
  ORPHAN,
  /** Given up because memory, a queue or a store was full. */
  DROPPED;

  /** Returns the name in telemetry, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
