package io.modelmon.monitor;

import io.modelmon.drift.Measure;
import java.util.List;

/**
 * What one window says about one feature, or about all of them taken together.
 *
 * @param feature the feature's name, or {@link #ALL_FEATURES}
 * @param primary the measure that decides
 * @param n values of the window that were compared
 * @param effectiveN their effective sample size
 * @param referenceN values of the reference
 * @param effect the least effect beyond noise that the configuration asks for
 * @param flagged whether this window alone flags the feature
 * @param drifted whether the feature has drifted, after persistence
 * @param others descriptive measures; none unless they are to be exported
 */
public record FeatureDrift(
    String feature,
    Measure primary,
    long n,
    double effectiveN,
    long referenceN,
    double effect,
    boolean flagged,
    boolean drifted,
    List<Measure> others) {

  /** In place of a name: what is said is about the features taken together. */
  public static final String ALL_FEATURES = "";

  /** Copies the list. */
  public FeatureDrift {
    others = List.copyOf(others);
  }
}
