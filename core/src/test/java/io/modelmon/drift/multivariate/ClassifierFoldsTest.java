package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassifierFoldsTest {

  /**
   * Rows repeat with the period of the folds, so that folds in their order would each hold one
   * value that no fold before has seen, and tell nothing.
   */
  @Test
  void compare_rowsInACycle_areSpreadOverAllFolds() {
    for (int period : new int[] {2, 3, 4, 5, 6, 8, 10}) {
      double[][] reference = new double[240][];
      double[][] current = new double[240][];
      for (int i = 0; i < reference.length; i++) {
        reference[i] = new double[] {i % period};
        current[i] = new double[] {i % period + 0.5};
      }

      double area =
          ClassifierTwoSample.compare(PooledRows.unscaled(reference, current), 1).statistic();

      assertThat(area).as("period %d", period).isGreaterThan(0.95);
    }
  }

  /** The current rows alone are in the order of the folds: nothing can be told from the period. */
  @Test
  void compare_sameRowsInAnotherOrder_tellsNothing() {
    double[][] reference = new double[240][];
    double[][] current = new double[240][];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = new double[] {Math.floor(i / 48.0)};
      current[i] = new double[] {i % 5};
    }

    for (int seed = 0; seed < 5; seed++) {
      double area =
          ClassifierTwoSample.compare(PooledRows.unscaled(reference, current), seed).statistic();

      assertThat(area).isBetween(0.35, 0.65); // five standard errors
    }
  }
}
