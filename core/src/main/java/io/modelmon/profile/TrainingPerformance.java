package io.modelmon.profile;

import io.modelmon.schema.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the labels beside the rows of a reference say: how good the model was on them, and what its
 * performance is estimated from later, without labels.
 *
 * <p>It holds numbers only; what they mean is known to those who compute them. The arrays are not
 * copied.
 *
 * @param task what the model predicts
 * @param rows rows with a prediction and a label that this was made from
 * @param figures the metrics of those rows that have a value
 * @param calibrations how the scores of classes become probabilities: of two classes the one of the
 *     positive class, of several one each; empty without scores
 * @param estimateErrors what estimates from scores miss on those rows
 * @param losses how large errors of numbers are where, or null
 */
public record TrainingPerformance(
    TaskType task,
    long rows,
    List<Figure> figures,
    List<Calibration> calibrations,
    List<EstimateError> estimateErrors,
    @Nullable Losses losses) {

  /** Copies the lists. */
  public TrainingPerformance {
    figures = List.copyOf(figures);
    calibrations = List.copyOf(calibrations);
    estimateErrors = List.copyOf(estimateErrors);
  }

  /**
   * The value of a metric.
   *
   * @param metric its name, such as {@code accuracy}
   * @param value finite
   * @param lower lower end of its 95 % interval, NaN when unknown
   * @param upper upper end of its 95 % interval, NaN when unknown
   * @param n rows the value is about
   */
  public record Figure(String metric, double value, double lower, double upper, long n) {}

  /**
   * How the scores of a class become probabilities.
   *
   * @param name the class
   * @param scores corners, ascending; empty where scores are left as they are
   * @param values probabilities at the corners
   */
  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  public record Calibration(String name, double[] scores, double[] values) {}

  /**
   * What the estimate of a metric misses.
   *
   * @param metric its name, such as {@code accuracy}
   * @param error estimate − value, finite
   * @param variance of the error by chance, finite
   */
  public record EstimateError(String metric, double error, double variance) {}

  /**
   * How large errors are where.
   *
   * @param columns names of the features that a row is judged by, in order
   * @param rows rows it was learned from
   * @param sizeSpread relative variance of absolute errors
   * @param squareSpread relative variance of squared errors
   * @param sizes trees of absolute errors
   * @param squares trees of squared errors
   */
  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  public record Losses(
      List<String> columns,
      int rows,
      double sizeSpread,
      double squareSpread,
      double[] sizes,
      double[] squares) {

    /** Copies the names. */
    public Losses {
      columns = List.copyOf(columns);
    }
  }
}
