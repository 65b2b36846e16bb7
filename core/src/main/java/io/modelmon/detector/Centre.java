package io.modelmon.detector;

/**
 * Level that a chart measures deviations from: a known mean, deviations then being in known
 * standard deviations, or the running mean of the values so far, deviations then being in units of
 * the values.
 */
final class Centre {

  private final boolean known;
  private final double deviation;
  private double mean;
  private long count;

  private Centre(boolean known, double mean, double deviation) {
    this.known = known;
    this.mean = mean;
    this.deviation = deviation;
  }

  static Centre known(InControl inControl) {
    return new Centre(true, inControl.mean(), inControl.standardDeviation());
  }

  static Centre running() {
    return new Centre(false, 0, 1);
  }

  /** Adds a value and returns how far above the level, itself included, it lies. */
  double deviationOf(double value) {
    count++;
    if (known) {
      return (value - mean) / deviation;
    }
    mean += (value - mean) / count;
    return value - mean;
  }

  /** Returns the number of values since the beginning or the last reset. */
  long count() {
    return count;
  }

  void reset() {
    count = 0;
    if (!known) {
      mean = 0;
    }
  }
}
