package io.modelmon.alert.diagnosis;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What an alert is about, told by the names of the indicators of its rule. */
public enum Concern {
  /** Drift and data quality. */
  DATA,
  /** Performance, estimated or with labels. */
  PERFORMANCE,
  /** Calls that throw. */
  ERRORS,
  /** Durations and rates of calls. */
  SPEED;

  /**
   * Returns the concerns of a rule; all of them when its indicators say nothing about it.
   *
   * @param indicators names such as {@code latency.p99} or {@code feature["age"].missing}
   */
  public static Set<Concern> of(Collection<String> indicators) {
    Set<Concern> concerns = EnumSet.noneOf(Concern.class);
    for (String indicator : indicators) {
      if (indicator.startsWith("latency") || indicator.startsWith("throughput")) {
        concerns.add(SPEED);
      } else if (indicator.startsWith("error.")) {
        concerns.add(ERRORS);
      } else if (indicator.startsWith("performance") || indicator.startsWith("estimate")) {
        concerns.add(PERFORMANCE);
      } else if (indicator.startsWith("drift")
          || indicator.startsWith("quality")
          || indicator.startsWith("feature")) {
        concerns.add(DATA);
      }
    }
    return concerns.isEmpty() ? EnumSet.allOf(Concern.class) : concerns;
  }
}
