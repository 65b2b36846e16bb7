package io.modelmon.drift;

/**
 * The mean of one side and how far it may be off.
 *
 * @param mean relative to the first position, in the unit of the positions
 * @param variance variance of the mean: that of the values by the effective sample size
 * @param effectiveN effective sample size, ≥ 2
 */
record MeanEstimate(double mean, double variance, double effectiveN) {

  /** Returns the mean of a side of at least two values, by two passes. */
  static MeanEstimate of(Counts counts, Positions positions) {
    long[] cells = counts.cells();
    double[] values = positions.values();
    double origin = values[0]; // a large common part costs no digits
    double sum = 0;
    for (int i = 0; i < cells.length; i++) {
      sum += cells[i] * (values[i] - origin);
    }
    double mean = sum / counts.n();
    double squares = 0;
    double rest = 0;
    for (int i = 0; i < cells.length; i++) {
      double deviation = values[i] - origin - mean;
      squares += cells[i] * (deviation * deviation);
      rest += cells[i] * deviation;
    }
    // The rest is what rounding of the mean left; a side of equal values has no variance at all.
    double corrected = Math.max(0, squares - rest * rest / counts.n());
    double variance = occupied(cells) == 1 ? 0 : corrected / (counts.n() - 1.0);
    return new MeanEstimate(mean, variance / counts.effectiveN(), counts.effectiveN());
  }

  private static int occupied(long[] cells) {
    int occupied = 0;
    for (long cell : cells) {
      if (cell > 0) {
        occupied++;
      }
    }
    return occupied;
  }
}
