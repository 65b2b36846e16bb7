package io.modelmon.sketch;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The second pass over a numeric column: exact counts on a grid whose edges are settled at the end,
 * between the largest value of one cell and the smallest of the next; see {@link SettledCells}.
 *
 * <p>No value of the pass ever lies on an edge, and a value that is served with a rounding error (a
 * decimal read as float) stays in its cell.
 *
 * <p><b>Cost:</b> one grid lookup per value; 40 bytes per cell. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class GridTally {

  private static final int QUARTERS = 4;

  private final NumericGrid grid;
  private final double[] positions;
  private final long[] counts;
  private final double[] sums;
  private final double[] min;
  private final double[] max;
  private final Moments moments = new Moments();
  private final LagSums lags = new LagSums();
  private final CategoryPairs quarters = new CategoryPairs(QUARTERS);

  private GridTally(NumericGrid grid, double[] positions) {
    this.grid = grid;
    this.positions = positions;
    this.counts = new long[grid.cells()];
    this.sums = new double[grid.cells()];
    this.min = new double[grid.cells()];
    this.max = new double[grid.cells()];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  static GridTally of(WeightedValues sample) {
    int[] starts = QuantileCuts.of(sample);
    double[] edges = new double[Math.max(0, starts.length - 1)];
    long[] weights = new long[edges.length + 1];
    for (int cell = 0; cell < starts.length; cell++) {
      int end = cell + 1 < starts.length ? starts[cell + 1] : sample.values().length;
      for (int i = starts[cell]; i < end; i++) {
        weights[cell] += sample.weights()[i];
      }
    }
    for (int cell = 1; cell < starts.length; cell++) {
      double low = sample.values()[starts[cell] - 1];
      double high = sample.values()[starts[cell]];
      boolean lowAlone = isAlone(starts, cell - 1, sample, weights);
      boolean highAlone = isAlone(starts, cell, sample, weights);
      edges[cell - 1] =
          lowAlone == highAlone
              ? SettledCells.midway(low, high)
              : lowAlone ? Math.nextUp(low) : high;
    }
    return new GridTally(NumericGrid.of(edges), CellPositions.of(weights));
  }

  /**
   * Returns whether a cell is meant for one heavy value. The first pass may have forgotten its
   * close neighbours, so its provisional edges hug it.
   */
  private static boolean isAlone(int[] starts, int cell, WeightedValues sample, long[] weights) {
    int end = cell + 1 < starts.length ? starts[cell + 1] : sample.values().length;
    return end - starts[cell] == 1
        && weights[cell] > (double) sample.total() / NumericGrid.MAX_CELLS;
  }

  /** Counts one finite number and returns its cell of this pass, see {@link #settle}. */
  public int record(double value) {
    double plain = value + 0.0; // -0.0 becomes 0.0
    int cell = grid.cellOf(plain);
    counts[cell]++;
    sums[cell] += plain;
    min[cell] = Math.min(min[cell], plain);
    max[cell] = Math.max(max[cell], plain);
    moments.record(plain);
    double position = positions[cell];
    lags.record(position);
    quarters.record((int) Math.min(QUARTERS - 1.0, (position + 0.5) * QUARTERS));
    return cell;
  }

  /**
   * Adds another part of the same pass.
   *
   * @throws IllegalArgumentException when it counts on other cells
   */
  public void merge(GridTally other) {
    if (!grid.equals(other.grid)) {
      throw new IllegalArgumentException("counts can be merged only on one and the same grid");
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
      sums[i] += other.sums[i];
      min[i] = Math.min(min[i], other.min[i]);
      max[i] = Math.max(max[i], other.max[i]);
    }
    moments.merge(other.moments);
    lags.merge(other.lags);
    quarters.merge(other.quarters);
  }

  /** Returns an empty tally on the same cells, for another part of the same pass. */
  public GridTally fork() {
    return new GridTally(grid, positions);
  }

  /** Marks the end of a call or row. */
  public void endCall() {
    lags.endCall();
  }

  /** Returns the moments of all values. */
  public Moments moments() {
    return moments;
  }

  /** Returns the effective sample size, taking the values as a series in time. */
  public double effectiveN() {
    return lags.effectiveN(counts);
  }

  /**
   * Returns how many independent values these are worth for the noise of the largest difference of
   * two distribution functions, in [0, n], by the dependence of the quartiles' indicators; {@link
   * #effectiveN} where calls have many rows, parts were merged, or there are two values.
   */
  public double noiseN() {
    boolean quartiles = lags.singleRows() && CellShare.hits(counts, lags.n()) < 0;
    double inflation = quartiles ? quarters.thresholdInflation() : Double.NaN;
    return Double.isNaN(inflation) ? effectiveN() : Math.max(1, lags.n() / inflation);
  }

  /** Returns the settled grid with its counts. */
  public CountedGrid counted() {
    int[] used = used();
    SettledCells cells = settled(used);
    long[] known = new long[used.length];
    double[] centers = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      known[i] = counts[used[i]];
      centers[i] = center(used[i]);
    }
    return new CountedGrid(cells.grid(), cells.spread(known), cells.centers(centers));
  }

  private SettledCells settled(int[] used) {
    double[] lowest = new double[used.length];
    double[] highest = new double[used.length];
    long[] weights = new long[used.length];
    for (int i = 0; i < used.length; i++) {
      lowest[i] = min[used[i]];
      highest[i] = max[used[i]];
      weights[i] = counts[used[i]];
    }
    return SettledCells.of(lowest, highest, weights);
  }

  /** Returns empty counts of a part of the values on the cells of this pass. */
  public PartTally part() {
    return new PartTally(positions);
  }

  /** Returns the cells of this pass. */
  public int cells() {
    return counts.length;
  }

  /**
   * Returns counts on the settled grid.
   *
   * @param part counts of some of the values on the cells of this pass
   */
  public long[] settle(long[] part) {
    return settling().apply(part);
  }

  /** Returns {@link #settle} for many parts of the values counted so far: it settles once. */
  public UnaryOperator<long[]> settling() {
    int[] used = used();
    SettledCells cells = settled(used);
    return part -> {
      long[] known = new long[used.length];
      for (int i = 0; i < used.length; i++) {
        known[i] = part[used[i]];
      }
      return cells.spread(known);
    };
  }

  /** Returns the cells of this pass that hold a value, ascending. */
  private int[] used() {
    int used = 0;
    int[] cells = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        cells[used++] = i;
      }
    }
    return Arrays.copyOf(cells, used);
  }

  private double center(int cell) {
    double mean = sums[cell] / counts[cell];
    // Sums of numbers near the largest double may be infinite, or not a number.
    double known = Double.isNaN(mean) ? min[cell] / 2 + max[cell] / 2 : mean;
    return Math.max(min[cell], Math.min(max[cell], known));
  }
}
