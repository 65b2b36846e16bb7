package io.modelmon.monitor;

import io.modelmon.sketch.GridCounts;

/**
 * Cells and positions for the Wasserstein distance. The two outer cells are open, so that a value
 * in them may lie anywhere: there each side keeps its own mean, as two cells of which the other
 * side has nothing.
 *
 * @param reference counts of the reference
 * @param current counts of the window
 * @param positions ascending, one per cell
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one comparison
record WassersteinCells(long[] reference, long[] current, double[] positions) {

  static WassersteinCells of(long[] expected, double[] centers, GridCounts live) {
    int last = expected.length - 1;
    if (last == 0) {
      WassersteinCells cells = empty(2);
      cells.putPair(0, expected[0], centers[0], live.n(), live.mean());
      return cells;
    }
    WassersteinCells cells = empty(expected.length + 2);
    long[] current = live.cells();
    // A rounded mean must not pass the neighbouring cell.
    double lowMean = Math.min(live.lowSum() / current[0], centers[1]);
    cells.putPair(0, expected[0], centers[0], current[0], lowMean);
    for (int i = 1; i < last; i++) {
      cells.put(i + 1, expected[i], current[i], centers[i]);
    }
    double highMean = Math.max(live.highSum() / current[last], centers[last - 1]);
    cells.putPair(last + 1, expected[last], centers[last], current[last], highMean);
    return cells;
  }

  private static WassersteinCells empty(int cells) {
    return new WassersteinCells(new long[cells], new long[cells], new double[cells]);
  }

  private void put(int index, long expected, long live, double position) {
    reference[index] = expected;
    current[index] = live;
    positions[index] = position;
  }

  /** Puts one outer cell as two, in the order of their means. */
  private void putPair(int index, long expected, double center, long live, double mean) {
    double position = Double.isFinite(mean) ? mean : center;
    if (position < center) {
      put(index, 0, live, position);
      put(index + 1, expected, 0, center);
    } else {
      put(index, expected, 0, center);
      put(index + 1, 0, live, position);
    }
  }
}
