package io.modelmon.drift;

/** Whether a comparison says anything. */
public enum DriftStatus {
  /** The statistic is defined. */
  OK,
  /** Too few values, or too few independent ones. */
  TOO_FEW_SAMPLES,
  /** Both sides hold one and the same value: nothing can be compared. */
  NOT_APPLICABLE
}
