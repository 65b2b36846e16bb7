package io.modelmon.config;

/** The legal values of a number. */
enum Range {
  /** (0, 1). */
  OPEN_UNIT("a number above 0 and below 1"),
  /** [0, 1). */
  HALF_OPEN_UNIT("a number from 0 up to, but not including, 1"),
  /** [0, 1]. */
  UNIT("a number from 0 to 1"),
  /** Any but infinities. */
  FINITE("a number");

  private final String words;

  Range(String words) {
    this.words = words;
  }

  /** Returns whether a value is inside; NaN never is. */
  boolean contains(double value) {
    return switch (this) {
      case OPEN_UNIT -> value > 0 && value < 1;
      case HALF_OPEN_UNIT -> value >= 0 && value < 1;
      case UNIT -> value >= 0 && value <= 1;
      case FINITE -> Double.isFinite(value);
    };
  }

  /** Returns the words for the range. */
  String words() {
    return words;
  }
}
