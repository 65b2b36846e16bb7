package io.modelmon.performance.estimate;

import io.modelmon.math.BinnedColumns;
import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.Interval;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import java.util.Arrays;
import java.util.List;

/**
 * Direct loss estimation of the performance of a regression (DLE).
 *
 * <p>A second model, of gradient-boosted trees, learns from a reference with labels how large the
 * error of the watched model is where; without labels, its mean is the estimate.
 *
 * <p><b>Input:</b> features and predictions, with labels for the reference, which the model was not
 * trained on. A missing feature is NaN, and told apart from every number. <br>
 * <b>Output:</b> MAE, MSE and RMSE, of errors too large to be squared MAE alone. The interval is
 * about the <em>figure that labels will realise</em> on the same rows: losses vary about their
 * estimated mean in proportion to it, as much as in the reference. <br>
 * <b>Error:</b> trees do not extrapolate: rows beyond the reference get the error of its edge, and
 * the interval does not cover that; concept drift is not seen. <br>
 * <b>Cost:</b> some 500·rows·columns to fit, some 500 steps per row to estimate. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "NannyML, Direct loss estimation, how it works, documentation of version 0.13"
 */
public final class DirectLossEstimator {

  private static final int MIN_ROWS = 40;
  private static final double LARGEST = Double.MAX_VALUE / 4;

  private final int columns;
  private final int referenceRows;
  private final LossRegression sizes;
  private final LossRegression squares;
  private final double sizeSpread;
  private final double squareSpread;

  private DirectLossEstimator(double[][] rows, double[] sizes, double[] squares) {
    columns = rows[0].length;
    referenceRows = rows.length;
    BinnedColumns data = new BinnedColumns(rows);
    this.sizes = LossRegression.fit(data, rows, sizes);
    this.squares = LossRegression.fit(data, rows, squares);
    sizeSpread = spread(this.sizes, rows, sizes);
    squareSpread = spread(this.squares, rows, squares);
  }

  private DirectLossEstimator(LearnedLosses learned) {
    columns = learned.columns() + 1;
    referenceRows = learned.rows();
    sizes = LossRegression.of(learned.sizes(), columns);
    squares = LossRegression.of(learned.squares(), columns);
    sizeSpread = learned.sizeSpread();
    squareSpread = learned.squareSpread();
  }

  /**
   * Returns an estimator that was fitted before.
   *
   * @throws IllegalArgumentException when the numbers are not those of one
   */
  public static DirectLossEstimator of(LearnedLosses learned) {
    return new DirectLossEstimator(learned);
  }

  /** Returns what {@link #of} makes the same estimator from. */
  public LearnedLosses learned() {
    return new LearnedLosses(
        columns - 1, referenceRows, sizeSpread, squareSpread, sizes.numbers(), squares.numbers());
  }

  /** Returns the variance of losses relative to their squared estimated mean. */
  private static double spread(LossRegression regression, double[][] rows, double[] losses) {
    int unit = unit(losses);
    double residual = 0;
    double scale = 0;
    for (int i = 0; i < rows.length; i++) {
      double mean = Math.scalb(regression.value(rows[i]), -unit);
      double difference = Math.scalb(losses[i], -unit) - mean;
      residual += difference * difference;
      scale += mean * mean;
    }
    double spread = residual / scale;
    return Double.isFinite(spread) ? spread : 0; // estimates are then 0, or beyond doubles
  }

  /** Returns the exponent of the largest loss: in this unit no square leaves the range. */
  private static int unit(double[] losses) {
    return Math.getExponent(Arrays.stream(losses).max().orElse(0));
  }

  /**
   * Learns losses from a reference.
   *
   * @param features one row per prediction, of equal length, NaN where missing
   * @param predicted predictions, finite
   * @param labels labels, finite
   * @throws IllegalArgumentException when lengths differ, a value is not finite, or there are fewer
   *     than {@value #MIN_ROWS} rows
   */
  public static DirectLossEstimator fit(double[][] features, double[] predicted, double[] labels) {
    if (labels.length != predicted.length || labels.length < MIN_ROWS) {
      throw new IllegalArgumentException(
          "there must be one label per prediction and at least "
              + MIN_ROWS
              + ", were "
              + labels.length
              + " and "
              + predicted.length);
    }
    double[] sizes = new double[labels.length];
    double[] squares = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      double error = predicted[i] - labels[i];
      if (!Double.isFinite(error)) {
        throw new IllegalArgumentException("errors must be finite, was " + error);
      }
      sizes[i] = Math.abs(error);
      squares[i] = error * error;
    }
    int width = features.length == 0 ? 0 : features[0].length;
    return new DirectLossEstimator(rows(features, predicted, width), sizes, squares);
  }

  private static double[][] rows(double[][] features, double[] predicted, int width) {
    if (features.length != predicted.length) {
      throw new IllegalArgumentException(
          "there must be one row of features per prediction, were "
              + features.length
              + " and "
              + predicted.length);
    }
    double[][] rows = new double[features.length][];
    for (int i = 0; i < rows.length; i++) {
      if (features[i].length != width) {
        throw new IllegalArgumentException(
            "rows must have " + width + " features, was " + features[i].length);
      }
      rows[i] = Arrays.copyOf(features[i], width + 1);
      rows[i][width] = predicted[i];
      for (int column = 0; column <= width; column++) {
        double value = rows[i][column];
        rows[i][column] =
            Double.isNaN(value) ? -2 * LARGEST : Math.max(-LARGEST, Math.min(LARGEST, value));
      }
    }
    return rows;
  }

  /**
   * Returns the estimated metrics of rows without labels.
   *
   * @param features one row per prediction, as wide as those of the reference
   * @param predicted predictions
   * @param level of the intervals, in [0.5, 1)
   * @return MAE, MSE and RMSE
   * @throws IllegalArgumentException when lengths differ from each other or from the reference
   */
  public List<PerformanceMetric> estimate(double[][] features, double[] predicted, double level) {
    int n = predicted.length;
    double[][] rows = rows(features, predicted, columns - 1);
    if (n == 0) {
      return List.of(
          PerformanceMetric.undefined(MetricName.MAE, 0, MetricStatus.NO_ROWS),
          PerformanceMetric.undefined(MetricName.MSE, 0, MetricStatus.NO_ROWS),
          PerformanceMetric.undefined(MetricName.RMSE, 0, MetricStatus.NO_ROWS));
    }
    PerformanceMetric mse = estimate(MetricName.MSE, squares, squareSpread, rows, level);
    Interval interval = mse.interval();
    return List.of(
        estimate(MetricName.MAE, sizes, sizeSpread, rows, level),
        mse,
        PerformanceMetric.known(
            MetricName.RMSE,
            Math.sqrt(mse.value()),
            new Interval(Math.sqrt(interval.lower()), Math.sqrt(interval.upper()), level),
            n));
  }

  private PerformanceMetric estimate(
      MetricName name, LossRegression regression, double spread, double[][] rows, double level) {
    int n = rows.length;
    double[] means = Arrays.stream(rows).mapToDouble(regression::value).toArray();
    int unit = unit(means);
    double sum = 0;
    double sumOfSquares = 0;
    for (double mean : means) {
      double scaled = Math.scalb(mean, -unit);
      sum += scaled;
      sumOfSquares += scaled * scaled;
    }
    double value = Math.scalb(sum / n, unit);
    // What was learned from m rows errs like a mean of m losses, where the figure is one of n.
    double variance = spread * sumOfSquares / n / n * (1 + (double) n / referenceRows);
    double reach = Math.sqrt(ChiSquareDistribution.criticalValue(1 - level, 1) * variance);
    double distance = Math.scalb(reach, unit);
    Interval interval = new Interval(Math.max(0, value - distance), value + distance, level);
    return PerformanceMetric.known(name, value, interval, n);
  }
}
