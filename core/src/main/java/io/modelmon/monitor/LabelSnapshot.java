package io.modelmon.monitor;

import io.modelmon.performance.join.StoreStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the labels and of the predictions that waited for them, for one entry of the
 * configuration. Counts are cumulative and never decrease.
 *
 * @param model the model's name, or the expression it is read from
 * @param startEpochNanos when counting began, nanoseconds since 1970
 * @param labels labels by outcome; {@code expired} are predictions whose label never came
 * @param lost labels that never reached the join, by reason
 * @param predictions predictions with an id by outcome
 * @param waiting predictions that wait for a label
 * @param store how the store does in which they wait, or null for memory alone
 */
public record LabelSnapshot(
    String model,
    long startEpochNanos,
    Map<String, Long> labels,
    Map<String, Long> lost,
    Map<String, Long> predictions,
    long waiting,
    @Nullable StoreStatus store) {

  /** Copies the maps. */
  public LabelSnapshot {
    labels = Map.copyOf(labels);
    lost = Map.copyOf(lost);
    predictions = Map.copyOf(predictions);
  }
}
