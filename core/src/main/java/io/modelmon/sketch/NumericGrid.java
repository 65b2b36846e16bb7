package io.modelmon.sketch;

import java.util.Arrays;

/**
 * A frozen partition of the real line into cells, found in a reference and never moved afterwards.
 *
 * <p>Cell {@code c} holds the values v with {@code edge(c - 1) <= v < edge(c)}; the two outer cells
 * are open.
 *
 * <p><b>Cost:</b> a lookup is one multiplication, two table reads and a search among the few edges
 * that share a slice of the value range; values in the outer hundredths are searched binarily.
 * Memory: 8 bytes per edge and 2 bytes per slice. <br>
 * <b>Threads:</b> immutable.
 */
public final class NumericGrid {

  /** The largest number of cells. */
  public static final int MAX_CELLS = 1024;

  /*
   * The index cuts the range between the first and the last hundredth of the edges into equal
   * slices, so that a far tail does not swallow all slices. The slice of an edge is computed by the
   * very expression that computes the slice of a value. That expression is monotonic in floating
   * point, hence an edge in an earlier slice is below the value and an edge in a later slice above
   * it, whatever the rounding.
   */
  private static final int SLICES_PER_EDGE = 4;

  private final double[] edges;

  /** The edges and two more that no value reaches. */
  private final double[] bounded;

  private final double low;
  private final double scale;
  private final int slices;
  private final char[] sliceStart;

  private NumericGrid(double[] edges) {
    this.edges = edges;
    this.bounded = Arrays.copyOf(edges, edges.length + 2);
    bounded[edges.length] = Double.NaN;
    bounded[edges.length + 1] = Double.NaN;
    int last = edges.length - 1;
    int trim = edges.length / 100;
    double from = last < 0 ? 0 : edges[trim];
    double to = last < 0 ? 0 : edges[last - trim];
    int wanted = Math.max(1, SLICES_PER_EDGE * edges.length);
    double factor = wanted / (to - from);
    boolean usable = factor > 0 && factor < Double.POSITIVE_INFINITY;
    this.low = usable ? from : 0;
    this.scale = usable ? factor : 0;
    this.slices = usable ? wanted : 1;
    this.sliceStart = new char[slices + 3];
    for (double edge : edges) {
      sliceStart[sliceOf(edge) + 1]++;
    }
    for (int i = 1; i < sliceStart.length; i++) {
      sliceStart[i] += sliceStart[i - 1];
    }
  }

  /**
   * Returns the grid with the given edges.
   *
   * @param edges finite, strictly ascending, fewer than {@value #MAX_CELLS}; copied; none means one
   *     cell for all values
   */
  public static NumericGrid of(double... edges) {
    if (edges.length >= MAX_CELLS) {
      throw new IllegalArgumentException(
          "a grid has fewer than " + MAX_CELLS + " edges, but " + edges.length + " are given");
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new IllegalArgumentException(
            "edges must be finite and strictly ascending, but edge " + i + " is " + edges[i]);
      }
    }
    return new NumericGrid(edges.clone());
  }

  /** Returns the number of cells, one more than there are edges. */
  public int cells() {
    return edges.length + 1;
  }

  /** Returns an edge: the lower bound of cell {@code index + 1}. */
  public double edge(int index) {
    return edges[index];
  }

  /** Returns a copy of the edges. */
  public double[] edges() {
    return edges.clone();
  }

  /**
   * Returns the cell of a value: the number of edges that are not above it.
   *
   * @param value any number but NaN; an infinity belongs to an outer cell
   */
  public int cellOf(double value) {
    int slice = sliceOf(value);
    int from = sliceStart[slice];
    int to = sliceStart[slice + 1];
    if (to - from <= 2) {
      // Without a branch to mispredict: an edge of a later slice is above the value anyway.
      return from + (bounded[from] <= value ? 1 : 0) + (bounded[from + 1] <= value ? 1 : 0);
    }
    while (to - from > 8) {
      int middle = (from + to) >>> 1;
      if (edges[middle] <= value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    while (from < to && edges[from] <= value) {
      from++;
    }
    return from;
  }

  /** Slice 0 lies below the indexed range, slice {@code slices + 1} above it. */
  private int sliceOf(double value) {
    double position = (value - low) * scale;
    if (position >= slices) {
      return slices + 1;
    }
    return position >= 0 ? (int) position + 1 : scale == 0 ? 1 : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumericGrid grid && Arrays.equals(edges, grid.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }
}
