package io.modelmon.performance.join;

import java.util.Arrays;

/**
 * The books of one join: how many labels and predictions came, and what became of them.
 *
 * <p>{@code labels + restoredLabels} = the sum of all label outcomes + {@code openLabels}, and
 * {@code predictions + restoredPredictions} = the sum of all prediction outcomes + {@code waiting},
 * at any time. With a shared database the sums hold over all processes together: a prediction that
 * came in one may have its outcome in another.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class JoinAccount {

  private final long[] labelOutcomes;
  private final long[] predictionOutcomes;
  private final long labels;
  private final long predictions;
  private final long restoredLabels;
  private final long restoredPredictions;
  private final long reused;

  JoinAccount(JoinCounts counts) {
    labelOutcomes = counts.labelOutcomes.clone();
    predictionOutcomes = counts.predictionOutcomes.clone();
    labels = counts.labels;
    predictions = counts.predictions;
    restoredLabels = counts.restoredLabels;
    restoredPredictions = counts.restoredPredictions;
    reused = counts.reused;
  }

  /** Returns how many labels came. */
  public long labels() {
    return labels;
  }

  /** Returns how many labels had an outcome. */
  public long labels(LabelOutcome outcome) {
    return labelOutcomes[outcome.ordinal()];
  }

  /** Returns how many labels have no outcome yet. */
  public long openLabels() {
    return labels + restoredLabels - Arrays.stream(labelOutcomes).sum();
  }

  /** Returns how many open labels of an earlier process were found in the store. */
  public long restoredLabels() {
    return restoredLabels;
  }

  /** Returns how many predictions came. */
  public long predictions() {
    return predictions;
  }

  /** Returns how many predictions had an outcome. */
  public long predictions(PredictionOutcome outcome) {
    return predictionOutcomes[outcome.ordinal()];
  }

  /** Returns how many predictions have no outcome yet. */
  public long waiting() {
    return predictions + restoredPredictions - Arrays.stream(predictionOutcomes).sum();
  }

  /** Returns how many waiting predictions of an earlier process were found in the store. */
  public long restoredPredictions() {
    return restoredPredictions;
  }

  /** Returns how many predictions came with an id that was waiting or remembered. */
  public long reused() {
    return reused;
  }
}
