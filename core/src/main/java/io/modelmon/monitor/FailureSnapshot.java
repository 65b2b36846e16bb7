package io.modelmon.monitor;

import io.modelmon.schema.ModelId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How often a part of the agent has failed so far, each of which cost figures and no call.
 *
 * @param model the model and version whose figures they were, or null for the agent's own threads
 * @param part the part
 * @param count how often
 */
public record FailureSnapshot(@Nullable ModelId model, Part part, long count) {

  /** A part of the agent. */
  public enum Part {
    /** Calls and windows that could not be counted, compared, judged or joined. */
    STATISTICS,
    /** Subjects that alerts left out because of a bound, and alerts that were not explained. */
    ALERTS,
    /** What went wrong on the agent's own threads as a whole. */
    THREADS;

    /** Returns the value of the attribute. */
    public String attribute() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the failures of one model. */
  static List<FailureSnapshot> of(ModelId model, long statistics, @Nullable AlertWatch alerts) {
    FailureSnapshot own = new FailureSnapshot(model, Part.STATISTICS, statistics);
    return alerts == null
        ? List.of(own)
        : List.of(own, new FailureSnapshot(model, Part.ALERTS, alerts.failures()));
  }
}
