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
 * @param load what the agent costs and leaves out
 * @param labels what became of labels, one entry per entry of the file that has any
 * @param log what became of the records of the prediction log
 * @param failures how often parts of the agent have failed
 */
public record MonitorSnapshot(
    long epochNanos,
    List<ModelSnapshot> models,
    List<RuleStatus> rules,
    long lagNanos,
    long droppedEvaluations,
    AgentLoad load,
    List<LabelSnapshot> labels,
    LogSnapshot log,
    List<FailureSnapshot> failures) {

  /** Creates a snapshot without failures. */
  public MonitorSnapshot(
      long epochNanos,
      List<ModelSnapshot> models,
      List<RuleStatus> rules,
      long lagNanos,
      long droppedEvaluations,
      AgentLoad load,
      List<LabelSnapshot> labels,
      LogSnapshot log) {
    this(epochNanos, models, rules, lagNanos, droppedEvaluations, load, labels, log, List.of());
  }

  /** Creates a snapshot of an agent whose load is not known, without a prediction log. */
  public MonitorSnapshot(
      long epochNanos,
      List<ModelSnapshot> models,
      List<RuleStatus> rules,
      long lagNanos,
      long droppedEvaluations,
      List<LabelSnapshot> labels) {
    this(
        epochNanos,
        models,
        rules,
        lagNanos,
        droppedEvaluations,
        AgentLoad.UNKNOWN,
        labels,
        LogSnapshot.NONE);
  }

  /** Creates a snapshot without labels. */
  public MonitorSnapshot(
      long epochNanos,
      List<ModelSnapshot> models,
      List<RuleStatus> rules,
      long lagNanos,
      long droppedEvaluations) {
    this(epochNanos, models, rules, lagNanos, droppedEvaluations, List.of());
  }

  /** Copies the lists. */
  public MonitorSnapshot {
    models = List.copyOf(models);
    rules = List.copyOf(rules);
    labels = List.copyOf(labels);
    failures = List.copyOf(failures);
  }
}
