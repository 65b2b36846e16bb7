package io.modelmon.monitor;

import io.modelmon.drift.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param segment the value of a segment whose rows alone this is about, or null for all rows
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
    List<Measure> others,
    @Nullable SegmentValue segment) {

  /** In place of a name: what is said is about the features taken together. */
  public static final String ALL_FEATURES = "";

  /** Copies the list. */
  public FeatureDrift {
    others = List.copyOf(others);
  }

  /** Creates what a window says about all its rows. */
  public FeatureDrift(
      String feature,
      Measure primary,
      long n,
      double effectiveN,
      long referenceN,
      double effect,
      boolean flagged,
      boolean drifted,
      List<Measure> others) {
    this(feature, primary, n, effectiveN, referenceN, effect, flagged, drifted, others, null);
  }
}
