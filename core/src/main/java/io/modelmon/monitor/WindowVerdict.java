package io.modelmon.monitor;

/** What a closed window says. */
public enum WindowVerdict {
  /** No feature has drifted. */
  STABLE,
  /** At least one feature has drifted. */
  DRIFT,
  /** Too few rows, or too few independent ones, in the window or the reference to say anything. */
  INSUFFICIENT
}
