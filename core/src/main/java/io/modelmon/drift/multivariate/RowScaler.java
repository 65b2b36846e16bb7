package io.modelmon.drift.multivariate;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The centre and scale that put the columns of rows on one footing: median and robust scale.
 *
 * <p>A value becomes (value − median) / scale, cut at ±{@value #LIMIT}, so that one wild value or a
 * sentinel such as the largest double cannot outweigh all other columns. A value that is not finite
 * is missing and takes the median, that is 0. A column that is constant has two levels: 0 for the
 * constant and ±1 for anything else. A column without any value is 0 throughout.
 *
 * <p><b>Cost:</b> to fit, a sort per column; to apply, one division per value. <br>
 * <b>Threads:</b> immutable.
 */
public final class RowScaler {

  /** Robust scales beyond which a value counts as that far. */
  public static final double LIMIT = 10;

  /** How much wider than the middle half suggests σ must be for a tail to count as heavy. */
  private static final double HEAVY_TAIL = 1.5;

  /** Interquartile range of the standard normal distribution. */
  private static final double NORMAL_QUARTILES = 1.349;

  private final double[] centers;
  private final double[] scales;

  /**
   * Creates a scaler.
   *
   * @param centers one per column; NaN for a column that is to be left out
   * @param scales one per column, ≥ 0; 0 for a constant column
   */
  public RowScaler(double[] centers, double[] scales) {
    if (centers.length != scales.length) {
      throw new IllegalArgumentException(
          "there must be one scale per centre, were " + scales.length + " for " + centers.length);
    }
    for (double scale : scales) {
      if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("scale must be finite and >= 0, was " + scale);
      }
    }
    this.centers = centers.clone();
    this.scales = scales.clone();
  }

  /**
   * Returns the scaler of rows: per column the median, and the standard deviation unless tails are
   * heavy (it is more than 1.5 times the interquartile range / 1.349), then the latter.
   *
   * @param rows of equal length; of both sides, where they are what is compared
   */
  public static RowScaler fit(double[][] rows) {
    return fit(rows, column -> false);
  }

  /**
   * Returns the scaler of rows as {@link #fit(double[][])} does, but for some columns.
   *
   * @param asIs columns whose values are cut but not scaled, such as indicators
   */
  public static RowScaler fit(double[][] rows, IntPredicate asIs) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] centers = new double[columns];
    double[] scales = new double[columns];
    double[] values = new double[rows.length];
    for (int column = 0; column < columns; column++) {
      if (asIs.test(column)) {
        scales[column] = 1;
        continue;
      }
      int n = 0;
      for (double[] row : rows) {
        if (Double.isFinite(row[column])) {
          values[n++] = row[column];
        }
      }
      Arrays.sort(values, 0, n);
      centers[column] = n == 0 ? Double.NaN : quantile(values, n, 0.5);
      scales[column] = n == 0 ? 0 : scale(values, n);
    }
    return new RowScaler(centers, scales);
  }

  /** Returns the number of columns. */
  public int columns() {
    return centers.length;
  }

  private static double scale(double[] sorted, int n) {
    double magnitude = Math.max(Math.abs(sorted[0]), Math.abs(sorted[n - 1]));
    if (magnitude == 0 || sorted[0] == sorted[n - 1]) {
      return 0;
    }
    // Squares of huge values must not overflow; a power of two costs no accuracy.
    int exponent = Math.getExponent(magnitude);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += Math.scalb(sorted[i], -exponent) / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double deviation = Math.scalb(sorted[i], -exponent) - mean;
      squares += deviation * deviation;
    }
    double sigma = Math.scalb(Math.sqrt(squares / (n - 1)), exponent);
    double quartiles = quantile(sorted, n, 0.75) / 2 - quantile(sorted, n, 0.25) / 2;
    double middle = 2 * (quartiles / NORMAL_QUARTILES);
    double robust = middle > 0 && sigma > HEAVY_TAIL * middle ? middle : sigma;
    return Math.min(robust, Double.MAX_VALUE);
  }

  /** Linear between order statistics, as is usual. */
  private static double quantile(double[] sorted, int n, double q) {
    double position = q * (n - 1);
    int below = (int) position;
    int above = Math.min(below + 1, n - 1);
    double share = position - below;
    return sorted[below] * (1 - share) + sorted[above] * share;
  }

  /**
   * Returns one scaled value.
   *
   * @param column 0 to {@link #columns} - 1
   * @return in [-{@value #LIMIT}, {@value #LIMIT}], never NaN
   */
  public double scaled(double value, int column) {
    double center = centers[column];
    if (!Double.isFinite(value) || Double.isNaN(center) || value == center) {
      return 0;
    }
    if (scales[column] == 0) {
      return value > center ? 1 : -1;
    }
    double deviation = value / scales[column] - center / scales[column];
    if (Double.isNaN(deviation)) {
      deviation = value > center ? LIMIT : -LIMIT;
    }
    return Math.max(-LIMIT, Math.min(LIMIT, deviation));
  }
}
