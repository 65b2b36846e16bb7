package io.modelmon.drift;

/** What one more window changed about the state of a feature. */
public enum Transition {
  /** Nothing. */
  NONE,
  /** The feature has drifted from now on. */
  DETECTED,
  /** The feature is stable again. */
  RESOLVED
}
