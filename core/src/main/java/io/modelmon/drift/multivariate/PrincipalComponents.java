package io.modelmon.drift.multivariate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The directions in which rows vary most, and how far a row is from the plane that they span.
 *
 * <p><b>Cost:</b> rows·columns² + about 10·columns³ to fit; 2·columns·components per row. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "J. E. Jackson and G. S. Mudholkar, Control procedures for residuals associated with
 *     principal component analysis, Technometrics 21, 1979"
 */
final class PrincipalComponents {

  private final double[] mean;
  private final double[][] directions;

  private PrincipalComponents(double[] mean, double[][] directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Fits rows.
   *
   * @param rows at least two
   * @param share of the variance that the components explain at least; the fewest that do are kept,
   *     at least one and at least one fewer than there are columns
   * @return without any component when all rows are equal
   */
  static PrincipalComponents fit(double[][] rows, double share) {
    int columns = rows[0].length;
    double[] mean = mean(rows);
    EigenDecomposition decomposition =
        new EigenDecomposition(new Array2DRowRealMatrix(covariance(rows, mean), false));
    double[] variances = decomposition.getRealEigenvalues(); // descending
    double total = 0;
    for (double variance : variances) {
      total += Math.max(0, variance);
    }
    int kept = 0;
    for (double explained = 0; kept < columns - 1 && explained < share * total; kept++) {
      explained += Math.max(0, variances[kept]);
    }
    double[][] directions = new double[kept][];
    for (int i = 0; i < kept; i++) {
      directions[i] = decomposition.getEigenvector(i).toArray();
    }
    return new PrincipalComponents(mean, directions);
  }

  private static double[] mean(double[][] rows) {
    // From the first row on, so that the mean of a constant is that constant, without rounding.
    double[] mean = rows[0].clone();
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (row[i] - rows[0][i]) / rows.length;
      }
    }
    return mean;
  }

  /** Up to a factor: in units of the largest deviation, whose square neither vanishes nor ends. */
  private static double[][] covariance(double[][] rows, double[] mean) {
    int columns = mean.length;
    double largest = Double.MIN_NORMAL;
    for (double[] row : rows) {
      for (int i = 0; i < columns; i++) {
        largest = Math.max(largest, Math.abs(row[i] - mean[i]));
      }
    }
    double[][] covariance = new double[columns][columns];
    double[] deviation = new double[columns];
    for (double[] row : rows) {
      for (int i = 0; i < columns; i++) {
        deviation[i] = (row[i] - mean[i]) / largest;
      }
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += deviation[i] * deviation[j] / (rows.length - 1);
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  int components() {
    return directions.length;
  }

  /** Returns the distance of a row from the plane of the components. */
  double reconstructionError(double[] row) {
    double[] residual = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      residual[i] = row[i] - mean[i];
    }
    for (double[] direction : directions) {
      double coordinate = 0;
      for (int i = 0; i < row.length; i++) {
        coordinate += (row[i] - mean[i]) * direction[i];
      }
      for (int i = 0; i < row.length; i++) {
        residual[i] -= coordinate * direction[i];
      }
    }
    double squares = 0;
    for (double part : residual) {
      squares += part * part;
    }
    return Math.sqrt(squares);
  }
}
