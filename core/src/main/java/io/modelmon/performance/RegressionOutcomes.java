package io.modelmon.performance;

/**
 * Predicted numbers and their labels.
 *
 * <p><b>Cost:</b> 16 bytes per row; the arrays given are copied. <br>
 * <b>Threads:</b> immutable.
 */
public final class RegressionOutcomes implements Outcomes {

  private final double[] predicted;
  private final double[] actual;

  private RegressionOutcomes(double[] predicted, double[] actual) {
    this.predicted = predicted;
    this.actual = actual;
  }

  /**
   * Returns the outcomes of rows.
   *
   * @param predicted predictions, finite
   * @param actual labels, finite, one per prediction
   * @throws IllegalArgumentException when the lengths differ or a value is not finite
   */
  public static RegressionOutcomes of(double[] predicted, double[] actual) {
    if (predicted.length != actual.length) {
      throw new IllegalArgumentException(
          "predicted and actual must be of equal length, were "
              + predicted.length
              + " and "
              + actual.length);
    }
    for (int i = 0; i < actual.length; i++) {
      if (!Double.isFinite(predicted[i]) || !Double.isFinite(actual[i])) {
        throw new IllegalArgumentException(
            "values must be finite, row " + i + " was " + predicted[i] + " and " + actual[i]);
      }
    }
    return new RegressionOutcomes(predicted.clone(), actual.clone());
  }

  @Override
  public int size() {
    return actual.length;
  }

  @Override
  public RegressionOutcomes subset(int[] rows) {
    double[] somePredicted = new double[rows.length];
    double[] someActual = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      somePredicted[i] = predicted[rows[i]];
      someActual[i] = actual[rows[i]];
    }
    return new RegressionOutcomes(somePredicted, someActual);
  }

  /** Returns the prediction of a row. */
  public double predicted(int row) {
    return predicted[row];
  }

  /** Returns the label of a row. */
  public double actual(int row) {
    return actual[row];
  }

  /** Returns prediction − label of every row. */
  double[] errors() {
    double[] errors = new double[actual.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = predicted[i] - actual[i];
    }
    return errors;
  }
}
