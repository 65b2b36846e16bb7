package io.modelmon.benchmarks.hotpath;

import java.util.Map;

/**
 * The model under measurement: a dot product of 30 features, repeated to cost more. Its methods are
 * what rules name; the class knows nothing of the benchmark, so that an agent weaves it alone.
 *
 * <p>Threads: one instance per thread.
 */
public class ScoringModel {

  /** The number of features. */
  public static final int FEATURES = 30;

  private final double[] weights = new double[FEATURES];
  private final int repeats;

  /**
   * Creates a model with fixed weights.
   *
   * @param repeats how many dot products one call computes, each waiting for the one before; ≥ 1
   */
  public ScoringModel(int repeats) {
    this.repeats = repeats;
    for (int i = 0; i < FEATURES; i++) {
      weights[i] = Math.sin(i + 1);
    }
  }

  /** Returns the score of a row of {@link #FEATURES} values. */
  public double doubles(double[] row) {
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      sum *= 1e-9;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * row[i];
      }
    }
    return sum;
  }

  /** Returns the score of a row of {@link #FEATURES} values. */
  public double floats(float[] row) {
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      sum *= 1e-9;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * row[i];
      }
    }
    return sum;
  }

  /** Returns the score of a bean, which reads a few of its properties. */
  public double bean(Applicant applicant) {
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      sum = sum * 1e-9 + applicant.getF0() + applicant.getF7() * weights[7] + applicant.getF29();
    }
    return sum;
  }

  /** Returns the score of a map, which reads a few of its entries. */
  public double map(Map<String, Object> row) {
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      sum = sum * 1e-9 + number(row, "f5") * weights[5] + number(row, "f29");
    }
    return sum;
  }

  private static double number(Map<String, Object> row, String name) {
    return row.get(name) instanceof Double number ? number : Double.NaN;
  }

  /** Returns the score of each row of a batch. */
  public double[] batch(double[][] rows) {
    double[] scores = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * rows[row][i];
      }
      scores[row] = sum;
    }
    return scores;
  }

  /** Returns the score of 30 values, of which it uses a few. */
  @SuppressWarnings({"TooManyParameters", "UnusedVariable"}) // A shape that applications have.
  public double parameters(
      double f0,
      double f1,
      double f2,
      double f3,
      double f4,
      double f5,
      double f6,
      double f7,
      double f8,
      double f9,
      double f10,
      double f11,
      double f12,
      double f13,
      double f14,
      double f15,
      double f16,
      double f17,
      double f18,
      double f19,
      double f20,
      double f21,
      double f22,
      double f23,
      double f24,
      double f25,
      double f26,
      double f27,
      double f28,
      double f29) {
    double sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      sum = sum * 1e-9 + weights[0] * f0 + weights[7] * f7 + weights[15] * f15 + weights[29] * f29;
    }
    return sum;
  }
}
