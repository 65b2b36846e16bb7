package io.modelmon.detector;

/** The changes of a mean that a detector reports. */
public enum Direction {
  /** The mean has grown: more errors. */
  INCREASE,
  /** The mean has fallen. */
  DECREASE,
  /** Either. */
  BOTH;

  boolean up() {
    return this != DECREASE;
  }

  boolean down() {
    return this != INCREASE;
  }
}
