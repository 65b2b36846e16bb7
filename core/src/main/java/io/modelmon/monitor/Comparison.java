package io.modelmon.monitor;

import io.modelmon.drift.Candidate;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.DriftVerdict;
import io.modelmon.drift.Measure;
import io.modelmon.drift.Persistence;
import io.modelmon.drift.Transition;
import java.util.List;

/**
 * One test of one column in one window: of its values, or of its share of missing ones.
 *
 * @param column the column
 * @param ofValues whether it compares values rather than the share of missing ones
 * @param primary what is reported as deciding
 * @param significance the measure whose p-value decides
 * @param n values of the window
 * @param effectiveN their effective sample size
 * @param referenceN values of the reference
 * @param others descriptive measures
 */
record Comparison(
    ColumnMonitor column,
    boolean ofValues,
    Measure primary,
    Measure significance,
    long n,
    double effectiveN,
    long referenceN,
    List<Measure> others) {

  Candidate candidate() {
    return new Candidate(significance, primary, column.effect(), worthN());
  }

  /** Returns whether the window says something here, if only that nothing can have changed. */
  boolean conclusive() {
    return primary.status() == DriftStatus.NOT_APPLICABLE
        || (primary.status() == DriftStatus.OK
            && significance.status() == DriftStatus.OK
            && worthN() >= DriftVerdict.MIN_EFFECTIVE_N);
  }

  /** A few values are no reference, however many are compared with them. */
  private double worthN() {
    return isReferred() ? effectiveN : 0;
  }

  /** Returns whether the reference has enough values for a window to be compared with. */
  boolean isReferred() {
    return referenceN >= DriftVerdict.MIN_REFERENCE_N;
  }

  /** Remembers the flag of this window, unless the window says nothing here. */
  Transition update(boolean flagged) {
    Persistence persistence = ofValues ? column.values() : column.missingShare();
    return conclusive() ? persistence.update(flagged) : Transition.NONE;
  }

  /** Returns whether there is nothing to report: a share of missing values that stays 0 or 1. */
  boolean silent() {
    return !ofValues && primary.status() != DriftStatus.OK && !column.missingShare().drifted();
  }

  FeatureDrift drift(boolean flagged) {
    return new FeatureDrift(
        column.column().name(),
        primary,
        n,
        effectiveN,
        referenceN,
        column.effect(),
        flagged,
        column.drifted(),
        others,
        column.segment());
  }
}
