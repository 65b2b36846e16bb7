package io.modelmon.performance.join;

import org.jspecify.annotations.Nullable;

/**
 * A prediction or a label on its way to a shared database.
 *
 * @param items what a label of several items stands for, else null
 * @param prediction null for a label
 */
record SharedEvent(
    long idHigh,
    long idLow,
    long epochMillis,
    double label,
    ItemSets.@Nullable Items items,
    @Nullable WaitingPrediction prediction) {

  /** Returns how much memory its items take. */
  long itemBytes() {
    return items == null ? 0 : items.bytes();
  }
}
