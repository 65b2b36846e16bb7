package io.modelmon.alert.threshold;

/** Whether something holds, in three-valued logic: what is unknown decides nothing. */
public enum Verdict {
  /** It holds. */
  TRUE,
  /** It does not. */
  FALSE,
  /** Nobody can say. */
  UNKNOWN;

  /** Returns the verdict of a truth. */
  public static Verdict of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  /** Returns whether both hold. */
  public Verdict and(Verdict other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
  }

  /** Returns whether at least one holds. */
  public Verdict or(Verdict other) {
    return negated().and(other.negated()).negated();
  }

  /** Returns whether it does not hold. */
  public Verdict negated() {
    return this == TRUE ? FALSE : this == FALSE ? TRUE : UNKNOWN;
  }
}
