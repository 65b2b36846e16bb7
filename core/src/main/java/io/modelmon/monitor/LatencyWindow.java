package io.modelmon.monitor;

import java.util.Arrays;

/**
 * The durations of the calls of one window, in cells of a sixteenth of an octave: a percentile is
 * off by at most about a twentieth, so that a moderate slowdown is seen.
 *
 * <p><b>Cost:</b> 4 kB; a few instructions per call. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class LatencyWindow {

  private static final int CELLS_PER_OCTAVE = 16;
  private static final int CELL_BITS = 4;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int[] counts = new int[(Long.SIZE - CELL_BITS) * CELLS_PER_OCTAVE];
  private int n;

  void record(long nanos) {
    if (n < Integer.MAX_VALUE) {
      counts[cellOf(Math.max(0, nanos))]++;
      n++;
    }
  }

  /** Returns the number of calls. */
  int n() {
    return n;
  }

  /**
   * Returns a quantile in seconds, NaN without calls.
   *
   * @param q in (0, 1)
   */
  double quantile(double q) {
    double rank = q * n;
    long below = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0 && below + counts[cell] >= rank) {
        double share = (rank - below) / counts[cell];
        double lower = lower(cell);
        return (lower + share * (lower(cell + 1) - lower)) / NANOS_PER_SECOND;
      }
      below += counts[cell];
    }
    return Double.NaN;
  }

  void clear() {
    Arrays.fill(counts, 0);
    n = 0;
  }

  private static int cellOf(long nanos) {
    if (nanos < CELLS_PER_OCTAVE) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - CELL_BITS - Long.numberOfLeadingZeros(nanos);
    return shift * CELLS_PER_OCTAVE + (int) (nanos >>> shift);
  }

  private static double lower(int cell) {
    if (cell < 2 * CELLS_PER_OCTAVE) {
      return cell;
    }
    int shift = cell / CELLS_PER_OCTAVE - 1;
    return Math.scalb((double) (cell - shift * CELLS_PER_OCTAVE), shift);
  }
}
