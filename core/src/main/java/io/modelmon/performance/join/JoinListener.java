package io.modelmon.performance.join;

/** Takes predictions with their labels. */
@FunctionalInterface
public interface JoinListener {

  /**
   * Takes one pair; called at most once per prediction, on the thread that owns the join.
   *
   * @param prediction valid during this call only
   * @param label a number, or the code of a class, see {@link JoinNames}
   * @param labelMillis when the label was made; may be before the prediction
   */
  void joined(WaitingPrediction prediction, double label, long labelMillis);
}
