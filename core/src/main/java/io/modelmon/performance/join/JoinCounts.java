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

  void count(LabelOutcome outcome) {
    labelOutcomes[outcome.ordinal()]++;
  }

  void count(PredictionOutcome outcome) {
    predictionOutcomes[outcome.ordinal()]++;
  }
}
