package io.modelmon.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.reference.ReferenceTable;
import org.junit.jupiter.api.Test;

/** Against LIBSVM and scikit-learn; {@code generate.py} beside the reference data says how. */
class AnomalyReferenceTest {

  /** Both stop when no pair violates the conditions by much: 1e-9 there, 1e-6 here. */
  private static final double STOPPED = 2e-5;

  /** Depths vary by some 3 of 10 between trees: 0.004 of a score after 1,000 of them. */
  private static final double MONTE_CARLO = 0.015;

  @Test
  void decision_rowsOfReference_equalsLibsvm() throws Exception {
    for (ReferenceTable.Row row : ReferenceTable.read("alerts/one_class_svm.csv")) {
      int columns = (int) row.number("columns");
      OneClassSvm svm =
          new OneClassSvm(
              matrix(row.numbers("rows"), columns), row.number("nu"), row.number("gamma"));
      double[][] queries = matrix(row.numbers("queries"), columns);
      double[] expected = row.numbers("decisions");
      for (int i = 0; i < queries.length; i++) {
        assertThat(svm.decision(queries[i]))
            .as("%s columns, nu %s, row %s", columns, row.number("nu"), i)
            .isCloseTo(expected[i], within(STOPPED * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void score_rowsOfReference_equalsScikitLearnWithinMonteCarloError() throws Exception {
    for (ReferenceTable.Row row : ReferenceTable.read("alerts/isolation_forest.csv")) {
      int columns = (int) row.number("columns");
      IsolationForest forest = new IsolationForest(matrix(row.numbers("rows"), columns), 1000, 3);
      double[][] queries = matrix(row.numbers("queries"), columns);
      double[] expected = row.numbers("scores");
      for (int i = 0; i < queries.length; i++) {
        assertThat(forest.score(queries[i]))
            .as("%s columns, row %s", columns, i)
            .isCloseTo(expected[i], within(MONTE_CARLO));
      }
    }
  }

  private static double[][] matrix(double[] values, int columns) {
    double[][] rows = new double[values.length / columns][columns];
    for (int i = 0; i < values.length; i++) {
      rows[i / columns][i % columns] = values[i];
    }
    return rows;
  }
}
