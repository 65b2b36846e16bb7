package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.threshold.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an alert says by firing: that a number is beyond a threshold somebody set. It counts where
 * nothing else is known of that number; what is known to be usual does not become a cause by it.
 */
final class AlertedSigns {

  private static final String PERFORMANCE = "performance.";

  private AlertedSigns() {}

  /** Returns what the comparisons of an alert that hold say. */
  static List<Observation> of(AlertNotice notice, Map<String, ColumnShares> shares) {
    List<Observation> found = new ArrayList<>();
    for (AlertSubject subject : notice.subjects()) {
      for (Evidence evidence : subject.evidence()) {
        Observation observation = evidence.holds() ? observation(evidence, subject, shares) : null;
        if (observation != null) {
          found.add(observation);
        }
      }
    }
    return found;
  }

  private static @Nullable Observation observation(
      Evidence evidence, AlertSubject subject, Map<String, ColumnShares> shares) {
    String indicator = evidence.indicator();
    if (indicator.startsWith("latency.")) {
      return observation(Sign.LATENCY, indicator.substring("latency.".length()), evidence);
    }
    if (indicator.startsWith("error.rate")) {
      return observation(Sign.ERROR_RATE, "", evidence);
    }
    if (indicator.startsWith("throughput")) {
      return observation(Sign.THROUGHPUT, "", evidence);
    }
    ColumnShares column = shares.get(subject.feature());
    if (column == null || !indicator.startsWith("feature[")) {
      return null;
    }
    Sign sign =
        indicator.endsWith(".missing")
            ? Sign.MISSING
            : indicator.endsWith(".invalid")
                ? Sign.INVALID
                : indicator.endsWith(".unseen") ? Sign.UNSEEN : null;
    return sign == null ? null : observation(sign, subject.feature(), evidence);
  }

  private static Observation observation(Sign sign, String subject, Evidence evidence) {
    return new Observation(sign, subject, Verdict.TRUE, Double.NaN, evidence.value(), evidence.n())
        .within(evidence.interval())
        .saying("the alert's threshold is " + evidence.threshold());
  }

  /** Adds what an alert says to facts that do not know better. */
  static void merge(List<Observation> facts, List<Observation> alerted) {
    Set<String> known = new HashSet<>();
    for (Observation fact : facts) {
      if (fact.abnormal() != Verdict.UNKNOWN) {
        known.add(key(fact));
      }
    }
    for (Observation said : alerted) {
      if (known.add(key(said))) {
        facts.removeIf(fact -> key(fact).equals(key(said)));
        facts.add(said);
      }
    }
  }

  private static String key(Observation observation) {
    return observation.sign() + " " + observation.subject();
  }

  /** Returns the names of the metrics among indicators. */
  static Set<String> metrics(Set<String> indicators) {
    Set<String> names = new HashSet<>();
    for (String indicator : indicators) {
      if (indicator.startsWith(PERFORMANCE)) {
        int segment = indicator.indexOf('{');
        int end = segment < 0 ? indicator.length() : segment;
        names.add(indicator.substring(PERFORMANCE.length(), end));
      }
    }
    return names;
  }
}
