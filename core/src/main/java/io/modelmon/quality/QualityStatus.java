package io.modelmon.quality;

/** What one window says about one rule. */
public enum QualityStatus {
  /** More than the reference and chance explain. */
  ISSUE,
  /** Nothing beyond that. */
  QUIET,
  /** Nothing either way: too few independent values, or nothing to compare with yet. */
  UNDECIDED
}
