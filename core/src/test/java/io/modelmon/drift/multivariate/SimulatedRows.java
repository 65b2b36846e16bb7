package io.modelmon.drift.multivariate;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Rows drawn for tests. */
final class SimulatedRows {

  private final SplittableRandom random;

  SimulatedRows(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Independent standard normal columns. */
  double[][] normal(int rows, int columns) {
    return Stream.generate(() -> gaussians(columns)).limit(rows).toArray(double[][]::new);
  }

  /** Normal columns whose first two have a correlation, all with unchanged margins. */
  double[][] correlated(int rows, int columns, double correlation) {
    double[][] drawn = normal(rows, columns);
    for (double[] row : drawn) {
      row[1] = correlation * row[0] + Math.sqrt(1 - correlation * correlation) * row[1];
    }
    return drawn;
  }

  /** A few values, a heavy tail, mostly zeros, a sentinel, and gaps. */
  double[][] awkward(int rows) {
    double[][] drawn = normal(rows, 5);
    for (double[] row : drawn) {
      row[0] = Math.rint(row[0]);
      row[1] = row[1] / random.nextDouble();
      row[2] = random.nextInt(10) == 0 ? row[2] : 0;
      row[3] = random.nextInt(20) == 0 ? -Double.MAX_VALUE : row[3];
      row[4] = random.nextInt(5) == 0 ? Double.NaN : row[4];
    }
    return drawn;
  }

  /** Columns that are hardly ever 1, else 0. */
  double[][] rare(int rows, int columns, double rate) {
    double[][] drawn = new double[rows][columns];
    for (double[] row : drawn) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextDouble() < rate ? 1 : 0;
      }
    }
    return drawn;
  }

  /** Independent columns with the tail of exp(2·normal). */
  double[][] heavyTailed(int rows, int columns) {
    double[][] drawn = normal(rows, columns);
    for (double[] row : drawn) {
      for (int i = 0; i < columns; i++) {
        row[i] = Math.exp(2 * row[i]);
      }
    }
    return drawn;
  }

  private double[] gaussians(int columns) {
    double[] row = new double[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = random.nextGaussian();
    }
    return row;
  }
}
