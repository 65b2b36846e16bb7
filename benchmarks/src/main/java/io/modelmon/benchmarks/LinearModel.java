package io.modelmon.benchmarks;

/**
 * The model under measurement: a dot product of 30 features. A class of its own, so that the agent
 * can weave it without touching the benchmark.
 */
public class LinearModel {

  /** The number of features. */
  public static final int FEATURES = 30;

  private final double[] weights = new double[FEATURES];

  /** Creates a model with fixed weights. */
  public LinearModel() {
    for (int i = 0; i < FEATURES; i++) {
      weights[i] = Math.sin(i + 1);
    }
  }

  /** Returns the score of a row of {@link #FEATURES} values. */
  public double predict(double[] row) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }
}
