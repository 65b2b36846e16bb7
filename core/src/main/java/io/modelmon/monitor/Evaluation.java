package io.modelmon.monitor;

import io.modelmon.schema.ModelId;
import java.util.List;

/**
 * What the close of one window, or another observation, has to say: the unit in which events travel
 * to exporters.
 *
 * @param model the model
 * @param startEpochNanos when the evaluation began, nanoseconds since 1970
 * @param endEpochNanos when it ended
 * @param events at least one event
 */
public record Evaluation(
    ModelId model, long startEpochNanos, long endEpochNanos, List<ModelEvent> events) {

  /** Copies the list. */
  public Evaluation {
    events = List.copyOf(events);
  }
}
