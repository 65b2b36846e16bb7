package io.modelmon.alert.rule;

/**
 * For how long a condition must hold.
 *
 * @param windows in so many windows, at least 1
 * @param nanos over at least this time between the ends of the first and the last of them
 */
public record Persistence(int windows, long nanos) {

  /** One window. */
  public static final Persistence ONCE = new Persistence(1, 0);

  /** Checks the numbers. */
  public Persistence {
    if (windows < 1 || nanos < 0) {
      throw new IllegalArgumentException(
          "at least 1 window and no negative time: " + windows + ", " + nanos);
    }
  }

  /** Returns whether so many windows in a row, over so much time, are enough. */
  public boolean reached(int inRow, long sinceNanos) {
    return inRow >= windows && sinceNanos >= nanos;
  }
}
