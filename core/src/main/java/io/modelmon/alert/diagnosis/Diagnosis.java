package io.modelmon.alert.diagnosis;

import io.modelmon.alert.Explanation;
import java.util.ArrayList;
import java.util.List;

/**
 * Why an alert probably fires.
 *
 * @param finding what was found
 * @param qualifier what else is to be said about it in few words, or empty
 * @param evidence what speaks for it, then what else is abnormal, then what is not
 * @param unknown what could have changed the finding and is not known
 * @param alsoFound other findings that hold
 */
public record Diagnosis(
    Finding finding,
    String qualifier,
    List<Observation> evidence,
    List<Sign> unknown,
    List<Finding> alsoFound) {

  /** How many lines of evidence an explanation has. */
  static final int MAX_LINES = 20;

  /** Copies the lists. */
  public Diagnosis {
    evidence = List.copyOf(evidence);
    unknown = List.copyOf(unknown);
    alsoFound = List.copyOf(alsoFound);
  }

  /** Returns the features or outputs behind it, the foremost first. */
  public List<String> features() {
    return evidence.stream()
        .filter(Observation::isAbnormal)
        .filter(observation -> Diagnostician.OF_FEATURES.contains(observation.sign()))
        .map(Observation::subject)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** Returns the segments that do worse than all rows, as {@code channel=web}. */
  public List<String> segments() {
    return evidence.stream()
        .filter(Observation::isAbnormal)
        .filter(observation -> observation.sign() == Sign.SEGMENT_PERFORMANCE)
        .map(Observation::subject)
        .distinct()
        .toList();
  }

  /** Returns it in words, with lines that others add to the evidence. */
  public Explanation explanation(List<String> further) {
    List<String> lines = new ArrayList<>();
    int own = MAX_LINES - Math.min(further.size(), MAX_LINES / 2) - 2;
    evidence.stream().limit(own).map(Observation::text).forEach(lines::add);
    further.stream().limit(MAX_LINES / 2).forEach(lines::add);
    if (!alsoFound.isEmpty()) {
      lines.add("also found: " + words(alsoFound.stream().map(Finding::word).toList()));
    }
    if (!unknown.isEmpty()) {
      lines.add("unknown: " + words(unknown.stream().map(Sign::words).toList()));
    }
    String sentence = finding.word() + ": " + finding.sentence();
    return new Explanation(
        finding.kind(),
        qualifier.isEmpty() ? sentence : sentence + ", " + qualifier,
        lines,
        finding.nextStep(),
        features());
  }

  private static String words(List<String> all) {
    return String.join(", ", all);
  }
}
