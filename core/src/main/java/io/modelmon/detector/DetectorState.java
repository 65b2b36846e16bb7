package io.modelmon.detector;

/** What a change detector says after a value. */
public enum DetectorState {
  /** Nothing has changed as far as can be told, or the detector is still warming up. */
  STABLE,
  /** Something may be changing. Only detectors with a warning level say so. */
  WARNING,
  /** The law of the stream has changed. */
  DRIFT
}
