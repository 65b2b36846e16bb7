package io.modelmon.math;

import java.util.Arrays;

/**
 * Columns cut into at most {@value #BINS} bins at their quantiles, edges midway between
 * neighbouring values: what trees choose their splits from.
 *
 * <p><b>Cost:</b> a sort per column; one byte per value. <br>
 * <b>Threads:</b> immutable.
 */
public final class BinnedColumns {

  /** The largest number of bins of a column. */
  public static final int BINS = 32;

  private final double[][] edges;
  private final byte[][] bins;

  /**
   * Cuts the columns of rows.
   *
   * @param rows at least one, of equal length, finite
   */
  public BinnedColumns(double[][] rows) {
    int columns = rows[0].length;
    edges = new double[columns][];
    bins = new byte[columns][rows.length];
    double[] sorted = new double[rows.length];
    for (int column = 0; column < columns; column++) {
      for (int i = 0; i < rows.length; i++) {
        sorted[i] = rows[i][column];
      }
      Arrays.sort(sorted);
      edges[column] = edges(sorted);
      for (int i = 0; i < rows.length; i++) {
        bins[column][i] = (byte) binOf(edges[column], rows[i][column]);
      }
    }
  }

  private static double[] edges(double[] sorted) {
    double[] found = new double[BINS - 1];
    int count = 0;
    int least = 1;
    for (int i = 1; i < BINS; i++) {
      int position = Math.max(least, i * sorted.length / BINS);
      while (position < sorted.length && sorted[position] == sorted[position - 1]) {
        position++;
      }
      if (position >= sorted.length) {
        break;
      }
      found[count++] = sorted[position - 1] + (sorted[position] - sorted[position - 1]) / 2;
      least = position + 1;
    }
    return Arrays.copyOf(found, count);
  }

  /** A value on an edge, which halving neighbouring doubles can give, belongs below it. */
  private static int binOf(double[] edges, double value) {
    int bin = 0;
    while (bin < edges.length && value > edges[bin]) {
      bin++;
    }
    return bin;
  }

  int columns() {
    return edges.length;
  }

  int rows() {
    return bins.length == 0 ? 0 : bins[0].length;
  }

  /** Returns the number of edges of a column: one fewer than it has bins. */
  int edgeCount(int column) {
    return edges[column].length;
  }

  double edge(int column, int index) {
    return edges[column][index];
  }

  /** Returns the bin of every row; not to be modified. */
  byte[] bins(int column) {
    return bins[column];
  }
}
