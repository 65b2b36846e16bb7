package io.modelmon.detector;

/** Which change of the level of a stream a detector looks for. */
public enum Direction {
  /** A rise. */
  INCREASE,
  /** A fall. */
  DECREASE,
  /** A rise or a fall. */
  BOTH
}
