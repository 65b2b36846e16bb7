package io.modelmon.alert.diagnosis;

import io.modelmon.alert.threshold.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that was observed of one window.
 *
 * @param observations of one sign the strongest first; a sign that is absent is unknown
 */
public record WindowFacts(List<Observation> observations) {

  /** Copies the list. */
  public WindowFacts {
    observations = List.copyOf(observations);
  }

  /** Returns what is abnormal of some signs, in the order of the observations. */
  List<Observation> abnormal(Sign first, Sign... more) {
    Set<Sign> signs = EnumSet.of(first, more);
    return observations.stream()
        .filter(observation -> signs.contains(observation.sign()) && observation.isAbnormal())
        .toList();
  }

  /** Returns all observations of a sign. */
  List<Observation> of(Sign sign) {
    return observations.stream().filter(observation -> observation.sign() == sign).toList();
  }

  /**
   * Returns whether any observation of a sign is abnormal: true when one is, false when one is
   * known and none is, else unknown.
   */
  Verdict verdict(Sign sign) {
    Verdict verdict = Verdict.UNKNOWN;
    for (Observation observation : observations) {
      if (observation.sign() != sign) {
        continue;
      }
      if (observation.isAbnormal()) {
        return Verdict.TRUE;
      }
      if (observation.abnormal() == Verdict.FALSE) {
        verdict = Verdict.FALSE;
      }
    }
    return verdict;
  }

  /** Returns whether something of these signs is abnormal. */
  boolean has(Sign first, Sign... more) {
    return !abnormal(first, more).isEmpty();
  }
}
