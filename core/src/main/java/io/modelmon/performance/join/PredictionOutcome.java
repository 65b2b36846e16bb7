package io.modelmon.performance.join;

import java.util.Locale;

/** What became of a prediction that waited for a label; each has at most one outcome. */
public enum PredictionOutcome {
  /** Was joined with a label. */
  JOINED,
  /** Waited longer than {@code expire}. */
  EXPIRED,
  /** Another prediction with the same id and version came before a label did. */
  REPLACED,
  /** Given up because memory, a queue or a store was full. */
  DROPPED;

  /** Returns the name in telemetry, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
