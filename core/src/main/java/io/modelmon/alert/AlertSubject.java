package io.modelmon.alert;

import java.util.List;

/**
 * Who an alert is about.
 *
 * @param feature the feature; empty for the model as a whole
 * @param sinceEpochNanos end of the first window in which the condition held, nanoseconds since
 *     1970
 * @param evidence the numbers of the newest window
 */
public record AlertSubject(String feature, long sinceEpochNanos, List<Evidence> evidence) {
  /** Copies the list. */
  public AlertSubject {
    evidence = List.copyOf(evidence);
  }
}
