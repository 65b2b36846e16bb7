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

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, not " + value);
    }
    return value;
  }

  /** A value whose sums and differences with others stay finite. */
  static double summable(double value) {
    if (!(Math.abs(value) <= 1e150)) {
      throw new IllegalArgumentException("value must lie within ±1e150, not " + value);
    }
    return value;
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and at least 0, not " + value);
    }
    return value;
  }

  /** A share that may be all. */
  static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie in (0, 1], not " + value);
    }
    return value;
  }

  /** A run length takes the place of a limit and needs known in-control parameters. */
  static void runLengthDecides(boolean limitSet, boolean inControlSet) {
    if (limitSet) {
      throw new IllegalArgumentException("set either a limit or an average run length, not both");
    }
    if (!inControlSet) {
      throw new IllegalArgumentException("an average run length needs in-control parameters");
    }
  }
}
