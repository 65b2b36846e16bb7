package io.modelmon.drift;

/**
 * Positions of cells on the line, in a unit in which squares neither overflow nor vanish: sentinels
 * such as the largest double are no more than a wide range. The unit is a power of two, which costs
 * no accuracy.
 *
 * @param values ascending, one per cell, in multiples of 2^exponent, range about 1 to 4
 * @param exponent power of two of the unit
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one comparison
record Positions(double[] values, int exponent) {

  /**
   * Returns positions in their own unit. Cells below and above all values lie at the outermost ones
   * with a value: far away they would take the digits from the others.
   *
   * @param positions one representative value per cell, finite, ascending; equal neighbours allowed
   * @param reference counts per cell
   * @param current counts on the same cells
   * @throws IllegalArgumentException unless they are
   */
  static Positions of(double[] positions, Counts reference, Counts current) {
    int cells = reference.cells().length;
    requireAscending(positions, cells);
    int first = 0;
    int last = cells - 1;
    while (first < last && reference.cells()[first] + current.cells()[first] == 0) {
      first++;
    }
    while (first < last && reference.cells()[last] + current.cells()[last] == 0) {
      last--;
    }
    double halfRange = cells == 0 ? 0 : positions[last] / 2 - positions[first] / 2;
    int exponent = halfRange == 0 ? Double.MIN_EXPONENT : Math.getExponent(halfRange);
    double[] values = new double[cells];
    for (int i = 0; i < cells; i++) {
      values[i] = Math.scalb(positions[Math.max(first, Math.min(last, i))], -exponent);
    }
    return new Positions(values, exponent);
  }

  /** Returns the distance from a cell to the next. */
  double width(int cell) {
    return values[cell + 1] - values[cell];
  }

  /** Returns a length in the unit of the feature. */
  double unscaled(double length) {
    return Math.scalb(length, exponent);
  }

  private static void requireAscending(double[] positions, int cells) {
    if (positions.length != cells) {
      throw new IllegalArgumentException(
          "positions must be one per cell, were " + positions.length + " for " + cells);
    }
    for (int i = 0; i < cells; i++) {
      boolean ascending = i == 0 || positions[i] >= positions[i - 1];
      if (!(ascending && Double.isFinite(positions[i]))) {
        throw new IllegalArgumentException(
            "positions must be finite and ascending, found " + positions[i] + " at " + i);
      }
    }
  }
}
