package io.modelmon.monitor;

import java.util.List;

/**
 * Everything that is known at one moment, for exporters.
 *
 * @param epochNanos when the snapshot was taken, nanoseconds since 1970
 * @param models one entry per model and version, in order of first use
 * @param rules the state of every rule, in the file's order
 * @param lagNanos the age of the oldest event that was drained last, 0 when none waited
 * @param droppedEvaluations evaluations that did not fit the bounded queue to the exporter
 */
public record MonitorSnapshot(
    long epochNanos,
    List<ModelSnapshot> models,
    List<RuleStatus> rules,
    long lagNanos,
    long droppedEvaluations) {

  /** Copies both lists. */
  public MonitorSnapshot {
    models = List.copyOf(models);
    rules = List.copyOf(rules);
  }
}
