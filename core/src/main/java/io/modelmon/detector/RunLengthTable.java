package io.modelmon.detector;

import java.util.Arrays;

/**
 * Limits of a detector for average run lengths, tabulated by simulation and interpolated between.
 *
 * <p>Between two run lengths the limit is interpolated in the logarithm of the run length, and
 * between two rows in the logarithm of the rows' parameter, linearly each.
 *
 * <p><b>Threads:</b> immutable.
 */
final class RunLengthTable {

  private final double[] parameters;
  private final double[] lengths;
  private final double[][] limits;

  /**
   * @param parameters parameter of each row, positive and ascending
   * @param lengths average run length of each column, ascending
   * @param limits one row per parameter; NaN where no limit gives so short a run length
   */
  RunLengthTable(double[] parameters, double[] lengths, double[][] limits) {
    this.parameters = parameters;
    this.lengths = lengths;
    this.limits = limits;
  }

  /**
   * Returns the limit.
   *
   * @throws IllegalArgumentException when parameter or run length lie outside the table
   */
  double limit(String name, double parameter, double averageRunLength) {
    within(name, parameter, parameters[0], parameters[parameters.length - 1]);
    double longest = lengths[lengths.length - 1];
    within("average run length", averageRunLength, lengths[0], longest);
    int row = below(parameters, parameter);
    double share = share(parameters, row, parameter);
    double limit = inRow(row, averageRunLength);
    if (share > 0) {
      limit += share * (inRow(row + 1, averageRunLength) - limit);
    }
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException(
          "average run length is too short for "
              + name
              + " "
              + parameter
              + ": "
              + averageRunLength);
    }
    return limit;
  }

  private double inRow(int row, double averageRunLength) {
    int column = below(lengths, averageRunLength);
    double share = share(lengths, column, averageRunLength);
    double limit = limits[row][column];
    return share == 0 ? limit : limit + share * (limits[row][column + 1] - limit);
  }

  private static void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " must lie in [" + low + ", " + high + "]: " + value);
    }
  }

  /** Returns the index of the largest node at or below the value. */
  private static int below(double[] nodes, double value) {
    int index = Arrays.binarySearch(nodes, value);
    return index >= 0 ? index : -index - 2;
  }

  private static double share(double[] nodes, int index, double value) {
    if (nodes[index] == value) {
      return 0;
    }
    return Math.log(value / nodes[index]) / Math.log(nodes[index + 1] / nodes[index]);
  }
}
