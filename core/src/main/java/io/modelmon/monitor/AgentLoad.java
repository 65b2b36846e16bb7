package io.modelmon.monitor;

import io.modelmon.schema.ModelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent costs, and what it leaves out because of that.
 *
 * @param threadShare CPU time of its own threads as a share of all cores' time, NaN when unknown
 * @param callShare the same of what it adds to calls, an estimate; NaN when unknown
 * @param sampling the shares of calls that hold, one entry per model and version
 * @param breakers the breakers that are there
 */
public record AgentLoad(
    double threadShare, double callShare, List<ModelSampling> sampling, List<Breaking> breakers) {

  /** Nothing is known. */
  public static final AgentLoad UNKNOWN =
      new AgentLoad(Double.NaN, Double.NaN, List.of(), List.of());

  /** Copies the lists. */
  public AgentLoad {
    sampling = List.copyOf(sampling);
    breakers = List.copyOf(breakers);
  }

  /**
   * What holds for the calls of one model.
   *
   * @param id the model
   * @param payloadRate the share of calls whose inputs and outputs are captured, in [0, 1]
   * @param timingRate the share of calls that are timed, in [0, 1]
   */
  public record ModelSampling(ModelId id, double payloadRate, double timingRate) {}

  /**
   * The state of a breaker.
   *
   * @param id the model, or null for the one of all models
   * @param reason what it watches: {@code heap}, {@code cost} or {@code full}
   * @param passing the share of calls that it lets be captured: 1 when nothing is wrong
   */
  public record Breaking(@Nullable ModelId id, String reason, double passing) {}
}
