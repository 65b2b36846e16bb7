package io.modelmon.drift.multivariate;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.SampleSizes;
import java.util.Arrays;

/**
 * The rows of both sides of a comparison, prepared: the reference's first, then the current ones,
 * all finite and of one length.
 *
 * <p>Rows are taken for independent of each other; thin dependent ones first.
 *
 * <p><b>Missing values</b> take the median of their column, so that a row is not lost for one gap;
 * whether more values are missing than before is another test's question. <br>
 * <b>Scale:</b> see {@link RowScaler}. Centres and scales come from the rows of both sides alike,
 * or from elsewhere. Were they those of one side, exchanging rows would change them: rare values of
 * that side would be scaled by what they themselves say, and the tests would find drift where there
 * is none. <br>
 * <b>Categorical columns</b> enter as indicators, 0 or 1, made by the caller; which categories have
 * one must not depend on one side either.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class PooledRows {

  private final double[][] rows;
  private final int referenceRows;
  private final int columns;

  private PooledRows(double[][] rows, int referenceRows) {
    this.rows = rows;
    this.referenceRows = referenceRows;
    this.columns = rows.length == 0 ? 0 : rows[0].length;
  }

  /**
   * Returns both sides, scaled by what all rows say, whichever side they are on.
   *
   * @param reference rows of the reference; NaN and infinities are missing
   * @param current rows of the current window, of the same length
   * @throws IllegalArgumentException when rows differ in length
   */
  public static PooledRows of(double[][] reference, double[][] current) {
    double[][] rows = pool(reference, current);
    return scaled(rows, reference.length, RowScaler.fit(rows));
  }

  /**
   * Returns both sides, scaled by what is known beforehand.
   *
   * @param scaler of other rows than these, or of the rows of both sides; with one of the reference
   *     rows alone no test is exact
   * @throws IllegalArgumentException when rows differ in length from the scaler or each other
   */
  public static PooledRows of(double[][] reference, double[][] current, RowScaler scaler) {
    double[][] rows = pool(reference, current);
    if (rows.length > 0 && rows[0].length != scaler.columns()) {
      throw new IllegalArgumentException(
          "rows must have " + scaler.columns() + " values, one has " + rows[0].length);
    }
    return scaled(rows, reference.length, scaler);
  }

  /**
   * Returns both sides as they are.
   *
   * @throws IllegalArgumentException when rows differ in length or a value is not finite
   */
  public static PooledRows unscaled(double[][] reference, double[][] current) {
    double[][] rows = pool(reference, current);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows[i].clone();
      for (double value : rows[i]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("values must be finite, row " + i + " has " + value);
        }
      }
    }
    return new PooledRows(rows, reference.length);
  }

  private static double[][] pool(double[][] reference, double[][] current) {
    double[][] rows = Arrays.copyOf(reference, reference.length + current.length);
    System.arraycopy(current, 0, rows, reference.length, current.length);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "rows must have " + rows[0].length + " values, row " + i + " has " + rows[i].length);
      }
    }
    return rows;
  }

  private static PooledRows scaled(double[][] rows, int referenceRows, RowScaler scaler) {
    double[][] scaled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      scaled[i] = new double[rows[i].length];
      for (int column = 0; column < rows[i].length && column < scaler.columns(); column++) {
        scaled[i][column] = scaler.scaled(rows[i][column], column);
      }
    }
    return new PooledRows(scaled, referenceRows);
  }

  /**
   * Returns the first rows of each side, scaled as here; rows that are in random order stay a fair
   * sample.
   *
   * @param limit rows of a side at most
   */
  public PooledRows atMost(int limit) {
    int kept = Math.min(limit, referenceRows);
    double[][] some = Arrays.copyOf(rows, kept + Math.min(limit, currentRows()));
    System.arraycopy(rows, referenceRows, some, kept, some.length - kept);
    return new PooledRows(some, kept);
  }

  /** Returns the rows of both sides. */
  int count() {
    return rows.length;
  }

  int referenceRows() {
    return referenceRows;
  }

  int currentRows() {
    return rows.length - referenceRows;
  }

  int columns() {
    return columns;
  }

  /** Returns one row; not to be modified. */
  double[] row(int index) {
    return rows[index];
  }

  SampleSizes sizes() {
    return SampleSizes.independent(referenceRows, currentRows());
  }

  /**
   * Returns whether there is anything to compare.
   *
   * @param least rows that each side needs
   */
  DriftStatus status(int least) {
    if (Math.min(referenceRows, currentRows()) < least) {
      return DriftStatus.TOO_FEW_SAMPLES;
    }
    for (double[] row : rows) {
      if (!Arrays.equals(row, rows[0])) {
        return DriftStatus.OK;
      }
    }
    return DriftStatus.NOT_APPLICABLE;
  }

  double squaredDistance(int one, int other) {
    double[] x = rows[one];
    double[] y = rows[other];
    double sum = 0;
    for (int i = 0; i < columns; i++) {
      double difference = x[i] - y[i];
      sum += difference * difference;
    }
    return sum;
  }
}
