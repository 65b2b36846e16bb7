package io.modelmon.detector;

/** The rules that arguments of detectors must meet; what breaks one is named with its value. */
final class Require {

  private Require() {}

  static int atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
    return value;
  }

  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, not " + value);
    }
    return value;
  }

  /** A probability that is neither 0 nor 1. */
  static double inside(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
    return value;
  }

  static void notAbove(String lowName, double low, String highName, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          lowName + " must not exceed " + highName + ", but " + low + " > " + high);
    }
  }

  static void unit(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("value must lie in [0, 1], not " + value);
    }
  }

  static void error(double value) {
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("value must be 0 or 1, not " + value);
    }
  }
}
