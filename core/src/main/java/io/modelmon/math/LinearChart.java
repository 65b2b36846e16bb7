package io.modelmon.math;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.special.Erf;

/**
 * Control chart whose statistic is linear, z' = retention · z + gain · x, over independent standard
 * normal values x moved by a shift; its average run length.
 *
 * <p>The chart alarms when z' exceeds {@code upper}. Below {@code lower} it either alarms as well
 * or goes on from {@code lower} (a reflecting barrier). CUSUM and EWMA charts are special cases.
 *
 * <p><b>Error:</b> relative error below 1e-7 for run lengths up to {@value #LONGEST}; what is
 * longer is infinite. <br>
 * <b>Cost:</b> O(n³) with n = 30 + 2·(upper − lower)/gain: about a millisecond at n = 60.
 *
 * @param retention share of z that is kept, in [0, 1]
 * @param gain weight of the new value, positive
 * @param lower lower barrier
 * @param upper alarm limit, at least {@code lower}
 * @param reflecting whether the lower barrier reflects; otherwise it alarms
 * @see "E. S. Page, Continuous inspection schemes, Biometrika 41, 1954 (integral equation); S. V.
 *     Crowder, A simple method for studying run-length distributions of exponentially weighted
 *     moving average charts, Technometrics 29, 1987; K. E. Atkinson, The numerical solution of
 *     integral equations of the second kind, 1997, chapter 4 (Nyström's method)"
 */
record LinearChart(double retention, double gain, double lower, double upper, boolean reflecting) {

  /** Run lengths beyond this drown in the rounding of the linear system. */
  static final double LONGEST = 1e12;

  /** Widest chart in units of the gain: bounds the cost of one solution. */
  static final double WIDEST = 500;

  LinearChart {
    if (!(upper >= lower) || !(upper - lower <= WIDEST * gain)) {
      throw new IllegalArgumentException(
          "the chart must be at most "
              + WIDEST
              + " standard deviations wide: "
              + (upper - lower) / gain);
    }
  }

  /**
   * Returns the average number of values up to and with the first alarm.
   *
   * @param start first value of z, in [lower, upper]
   * @param shift mean of the values
   * @return a number ≥ 1, positive infinity beyond {@value #LONGEST}
   */
  double averageRunLength(double start, double shift) {
    int order = 30 + (int) Math.ceil(2 * (upper - lower) / gain);
    var rule = new GaussLegendre(lower, upper, order);
    int unknowns = reflecting ? order + 1 : order;
    double[][] system = new double[unknowns][];
    for (int i = 0; i < unknowns; i++) {
      double[] row = kernel(i < order ? rule.node(i) : lower, shift, rule);
      for (int j = 0; j < unknowns; j++) {
        row[j] = (i == j ? 1 : 0) - row[j];
      }
      system[i] = row;
    }
    try {
      RealVector lengths =
          new LUDecomposition(new Array2DRowRealMatrix(system, false))
              .getSolver()
              .solve(new ArrayRealVector(unknowns, 1.0));
      double length =
          1 + lengths.dotProduct(new ArrayRealVector(kernel(start, shift, rule), false));
      return length >= 1 && length <= LONGEST ? length : Double.POSITIVE_INFINITY;
    } catch (SingularMatrixException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** Returns the weight that the run length at each node, and last at the barrier, has from z. */
  private double[] kernel(double z, double shift, GaussLegendre rule) {
    int order = rule.order();
    double[] row = new double[reflecting ? order + 1 : order];
    for (int j = 0; j < order; j++) {
      double x = (rule.node(j) - retention * z) / gain - shift;
      row[j] = rule.weight(j) / gain * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
    if (reflecting) {
      double x = (lower - retention * z) / gain - shift;
      row[order] = Erf.erfc(-x / Math.sqrt(2)) / 2;
    }
    return row;
  }
}
