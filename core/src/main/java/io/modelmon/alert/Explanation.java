package io.modelmon.alert;

import java.util.List;
import java.util.Locale;

/**
 * Why an alert probably fires, and what to do about it.
 *
 * @param kind where the problem is
 * @param finding what was found, one sentence
 * @param evidence the observations behind it, one sentence each, the strongest first
 * @param nextStep what to look at or do next, one sentence
 * @param features the features most responsible, the foremost first; at most {@value #MAX_FEATURES}
 */
public record Explanation(
    Kind kind, String finding, List<String> evidence, String nextStep, List<String> features) {

  /** How many features are named. */
  public static final int MAX_FEATURES = 20;

  /** Where a problem is. */
  public enum Kind {
    /** In what the model is given. */
    DATA,
    /** In the model itself, or in what it has learned. */
    MODEL,
    /** In the machine, the process or its neighbours. */
    ENVIRONMENT,
    /** Nowhere that the evidence points to. */
    UNCLEAR;

    /** Returns the word used in telemetry. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the name of the finding, the word before its sentence, such as {@code bad_version}. */
  public String name() {
    int end = finding.indexOf(':');
    return end < 0 ? finding : finding.substring(0, end);
  }

  /** Copies the lists; features beyond the limit are left out. */
  public Explanation {
    evidence = List.copyOf(evidence);
    features = List.copyOf(features.subList(0, Math.min(features.size(), MAX_FEATURES)));
  }
}
