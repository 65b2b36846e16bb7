package io.modelmon.performance.join;

/** The running counts of one join; confined to its thread. */
final class JoinCounts {

  final long[] labelOutcomes = new long[LabelOutcome.values().length];
  final long[] predictionOutcomes = new long[PredictionOutcome.values().length];
  long labels;
  long predictions;
  long restoredLabels;
  long restoredPredictions;
  long reused;

  void add(JoinCounts other) {
    for (int i = 0; i < labelOutcomes.length; i++) {
      labelOutcomes[i] += other.labelOutcomes[i];
    }
    for (int i = 0; i < predictionOutcomes.length; i++) {
      predictionOutcomes[i] += other.predictionOutcomes[i];
    }
    labels += other.labels;
    predictions += other.predictions;
    restoredLabels += other.restoredLabels;
    restoredPredictions += other.restoredPredictions;
    reused += other.reused;
  }

  void count(LabelOutcome outcome) {
    labelOutcomes[outcome.ordinal()]++;
  }

  void count(PredictionOutcome outcome) {
    predictionOutcomes[outcome.ordinal()]++;
  }
}
