package io.modelmon.detector;

/** Checks of parameters and values; each returns what it was given or says what is wrong. */
final class Parameter {

  private Parameter() {}

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite: " + value);
    }
    return value;
  }

  static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive and finite: " + value);
    }
    return value;
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be finite and at least 0: " + value);
    }
    return value;
  }

  /** Checks that a value lies in (0, 1]. */
  static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie in (0, 1]: " + value);
    }
    return value;
  }

  /** Checks that a value lies in (0, 1). */
  static double probability(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must lie in (0, 1): " + value);
    }
    return value;
  }

  static int atLeast(String name, int value, int smallest) {
    if (value < smallest) {
      throw new IllegalArgumentException(name + " must be at least " + smallest + ": " + value);
    }
    return value;
  }

  /** Checks that a run length is set instead of a limit, and with known in-control parameters. */
  static void runLengthDecides(boolean limitSet, boolean inControlSet) {
    if (limitSet) {
      throw new IllegalArgumentException("set either a limit or an average run length, not both");
    }
    if (!inControlSet) {
      throw new IllegalArgumentException("an average run length needs in-control parameters");
    }
  }

  /** Checks that a value is an error, 0 or 1. */
  static double error(double value) {
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("value must be 0 or 1: " + value);
    }
    return value;
  }
}
