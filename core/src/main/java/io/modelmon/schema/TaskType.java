package io.modelmon.schema;

/** What a model returns for one row. */
public enum TaskType {
  /** One number in [0, 1]: the probability of the positive class. */
  PROBABILITY,
  /** One probability per class. */
  PROBABILITIES,
  /** The name of the predicted class. */
  LABEL,
  /** A number: regression. */
  NUMBER,
  /** A list of items, the best first. */
  RANKING
}
