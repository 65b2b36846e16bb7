package io.modelmon.sketch;

/**
 * Positions of cells in the distribution function of a reference: the score on which serial
 * dependence is measured.
 */
public final class CellPositions {

  private CellPositions() {}

  /**
   * Returns the middle of every cell in the distribution function, minus one half.
   *
   * @param cells counts per cell, in order
   * @return in [-0.5, 0.5], ascending; their mean over the counts is 0
   */
  public static double[] of(long[] cells) {
    double total = 0;
    for (long cell : cells) {
      total += cell;
    }
    double[] positions = new double[cells.length];
    double before = 0;
    for (int i = 0; i < cells.length; i++) {
      positions[i] = total == 0 ? 0 : (before + cells[i] / 2.0) / total - 0.5;
      before += cells[i];
    }
    return positions;
  }
}
