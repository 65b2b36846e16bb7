package io.modelmon.alert.anomaly;

import java.util.Locale;

/** How the usual of several numbers together is described. */
public enum AnomalyMethod {
  /** By how few random cuts isolate a row. */
  ISOLATION_FOREST {
    @Override
    Scorer fit(double[][] rows, long seed) {
      return new IsolationForest(rows, IsolationForest.TREES, seed);
    }
  },
  /** By the region that holds nearly all rows. */
  ONE_CLASS_SVM {
    @Override
    Scorer fit(double[][] rows, long seed) {
      return new OneClassSvm(rows, OUTSIDE, 1.0 / rows[0].length);
    }
  };

  /** Share of the history that the region may leave out. */
  private static final double OUTSIDE = 0.05;

  /** Returns the name in rules. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract Scorer fit(double[][] rows, long seed);
}
