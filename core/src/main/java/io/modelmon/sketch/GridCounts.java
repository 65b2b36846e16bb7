package io.modelmon.sketch;

import java.util.Arrays;

/**
 * Counts of live numbers on a frozen grid, with what else a window must keep of them: sums of the
 * outer cells, mean and variance, and the lag sums of their positions in the reference.
 *
 * <p><b>Input:</b> finite numbers. <br>
 * <b>Output:</b> exact counts; sums with the error of plain addition around a fixed centre. <br>
 * <b>Cost:</b> one grid lookup and about ten additions per value, no allocation; 8 bytes per cell.
 * <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class GridCounts {

  /** Share of an outer cell from which on a look at each of its values costs too much. */
  private static final double RARE = 0.02;

  private final NumericGrid grid;
  private final double[] positions;
  private final double center;
  private final long[] cells;
  private final double low;
  private final double high;
  private final boolean rareEnds;
  private final LagSums lags = new LagSums();
  private final RareHits outside = new RareHits();
  private int openRows;
  private int openOutside;
  private long n;
  private double lowSum;
  private double highSum;
  private double centredSum;
  private double centredSquares;

  /**
   * Creates empty counts that take no value for out of range.
   *
   * @param grid the frozen grid
   * @param positions per cell, its position in the reference distribution function minus one half,
   *     in [-0.5, 0.5]; not copied
   * @param center a value near the expected mean, around which sums are kept
   */
  public GridCounts(NumericGrid grid, double[] positions, double center) {
    this(grid, positions, center, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * Creates empty counts.
   *
   * @param low values below are out of range
   * @param high values above are out of range
   */
  public GridCounts(NumericGrid grid, double[] positions, double center, double low, double high) {
    if (positions.length != grid.cells()) {
      throw new IllegalArgumentException(
          "there must be one position per cell: "
              + grid.cells()
              + " cells, "
              + positions.length
              + " positions");
    }
    this.grid = grid;
    this.positions = positions;
    this.center = center;
    this.cells = new long[grid.cells()];
    this.low = low;
    this.high = high;
    this.rareEnds = hasRareEnds();
  }

  /** Counts one finite number. */
  public void record(double value) {
    int cell = grid.cellOf(value);
    cells[cell]++;
    n++;
    double distance = value - center;
    centredSum += distance;
    centredSquares += distance * distance;
    if (cell == 0) {
      lowSum += value;
    }
    if (cell == cells.length - 1) {
      highSum += value;
    }
    openRows++;
    openOutside += isOutside(value) ? 1 : 0;
    lags.record(positions[cell]);
  }

  private boolean isOutside(double value) {
    return value < low || value > high;
  }

  /**
   * Counts many calls of one row each, as {@link #record} and {@link #endCall} would one by one. No
   * call may be open.
   *
   * @param values finite numbers in order; overwritten
   * @param count how many of them count
   */
  public void recordCalls(double[] values, int count) {
    if (!rareEnds) {
      recordOutside(values, count);
    }
    double distances = 0;
    double squares = 0;
    int last = cells.length - 1;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      int cell = grid.cellOf(value);
      cells[cell]++;
      double distance = value - center;
      distances += distance;
      squares += distance * distance;
      if (cell == 0 || cell == last) {
        recordEnd(cell, value, i);
      }
      values[i] = positions[cell];
    }
    if (rareEnds) {
      outside.endBlock(count);
    }
    n += count;
    centredSum += distances;
    centredSquares += squares;
    lags.recordCalls(values, count);
  }

  /** Adds a value of an outer cell to what is kept of these. */
  private void recordEnd(int cell, double value, int call) {
    boolean isHit = false;
    if (cell == 0) {
      lowSum += value;
      isHit = value < low;
    }
    if (cell == cells.length - 1) {
      highSum += value;
      isHit |= value > high;
    }
    if (rareEnds && isHit) {
      outside.hit(lags, call);
    }
  }

  /**
   * Returns whether both limits lie in outer cells that hold few values: looking at these alone
   * then finds everything out of range at no cost.
   */
  private boolean hasRareEnds() {
    int last = cells.length - 1;
    return grid.cellOf(low) == 0
        && grid.cellOf(high) == last
        && 2 * (positions[0] + 0.5) < RARE
        && 2 * (0.5 - positions[last]) < RARE;
  }

  /** Counts what is out of range, before the call sums take the same calls. */
  private void recordOutside(double[] values, int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      found += isOutside(values[i]) ? 1 : 0;
    }
    if (found == 0) {
      outside.recordZeros(count);
      return;
    }
    for (int i = 0; i < count; i++) {
      if (isOutside(values[i])) {
        outside.hit(lags, i);
      }
    }
    outside.endBlock(count);
  }

  /** Marks the end of a call; its rows are one cluster. */
  public void endCall() {
    if (openRows > 0) {
      outside.recordCall(lags, openRows, openOutside);
      openRows = 0;
      openOutside = 0;
    }
    lags.endCall();
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns the effective sample size, in [0, n]. */
  public double effectiveN() {
    return lags.effectiveN(cells);
  }

  /** Returns the number of values out of range. */
  public long outside() {
    return outside.hits();
  }

  /** Returns the values out of range as a series; a live view. */
  public RareHits outsideHits() {
    return outside;
  }

  /** Returns how many independent values the share out of range rests on, in [0, n]. */
  public double effectiveOutsideN() {
    return outside.effectiveN(lags);
  }

  /** Returns the correlation of one call with the next, see {@link LagSums#lag1}. */
  public double lag1() {
    return lags.lag1();
  }

  /** Returns the counts per cell; a live view, not to be modified. */
  public long[] cells() {
    return cells;
  }

  /** Returns the sum of all values. */
  public double sum() {
    return centredSum + n * center;
  }

  /** Returns the mean, NaN without values. */
  public double mean() {
    return n == 0 ? Double.NaN : center + centredSum / n;
  }

  /** Returns the variance with divisor n - 1, NaN below two values. */
  public double variance() {
    return n < 2
        ? Double.NaN
        : Math.max(0, (centredSquares - centredSum * centredSum / n) / (n - 1));
  }

  /** Returns the sum of the values in the lowest cell. */
  public double lowSum() {
    return lowSum;
  }

  /** Returns the sum of the values in the highest cell. */
  public double highSum() {
    return highSum;
  }

  /** Adds counts on an equal grid. */
  public void merge(GridCounts other) {
    if (!grid.equals(other.grid) || center != other.center) {
      throw new IllegalArgumentException("counts can be merged only on one and the same grid");
    }
    add(other.cells);
    lowSum += other.lowSum;
    highSum += other.highSum;
    centredSum += other.centredSum;
    centredSquares += other.centredSquares;
    outside.merge(lags, other.outside, other.lags);
    lags.merge(other.lags);
  }

  /** Returns the sums beside the counts: of the outer cells, and around the centre. */
  public double[] sums() {
    return new double[] {lowSum, highSum, centredSum, centredSquares};
  }

  /** Returns the lag sums; a live view. */
  public LagSums lags() {
    return lags;
  }

  /**
   * Adds what other counts on an equal grid said of themselves.
   *
   * @param counts their {@link #cells}
   * @param sums their {@link #sums}
   * @param others their {@link #lags}
   * @param rare their {@link #outsideHits}
   */
  public void restore(long[] counts, double[] sums, LagSums others, RareHits rare) {
    add(counts);
    lowSum += sums[0];
    highSum += sums[1];
    centredSum += sums[2];
    centredSquares += sums[3];
    outside.merge(lags, rare, others);
    lags.merge(others);
  }

  /**
   * Adds values of which only the counts and the sum are known; they take no part in moments of
   * second order and in the effective sample size.
   */
  public void seed(long[] counts, double total) {
    long before = n;
    add(counts);
    centredSum += total - (n - before) * center;
  }

  private void add(long[] counts) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] += counts[i];
      n += counts[i];
    }
  }

  @Override
  public String toString() {
    return "GridCounts" + Arrays.toString(cells);
  }
}
