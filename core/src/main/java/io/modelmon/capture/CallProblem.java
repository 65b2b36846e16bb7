package io.modelmon.capture;

/** What calls may keep from being of use, for as long as nobody corrects the configuration. */
public enum CallProblem {
  /** A feature cannot be read. */
  INPUT,
  /** The values do not fit the columns. */
  COLUMNS,
  /** Keys that have no column, because the first row did not have them. */
  KEYS,
  /** An output cannot be read. */
  OUTPUT,
  /** What is read for an id or a segment is none. */
  ID;

  private static final CallProblem[] VALUES = values();

  /** Returns the number of problems. */
  public static int count() {
    return VALUES.length;
  }

  /** Returns the problem with the given ordinal. */
  public static CallProblem of(int ordinal) {
    return VALUES[ordinal];
  }

  /** Returns whether it is the columns of the model that are not as they should be. */
  public boolean isAboutColumns() {
    return this == COLUMNS || this == KEYS;
  }
}
