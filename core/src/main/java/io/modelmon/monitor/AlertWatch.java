package io.modelmon.monitor;

import io.modelmon.alert.AlertCounts;
import io.modelmon.alert.AlertEngine;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.config.AlertsConfig;
import io.modelmon.schema.ModelId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one version of a model: gathers the numbers of each closed window and hands them to
 * the rules.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class AlertWatch {

  private static final double NANOS_PER_SECOND = 1e9;

  private final AlertEngine engine;
  private final LatencyWindow latency = new LatencyWindow();
  private CallTotals counted = CallTotals.NONE;
  private long countedEpochNanos;
  private final JointAnomalies anomalies;
  private final ErrorTypes errorTypes = new ErrorTypes();
  private @Nullable ModelDiagnosis diagnosis;

  AlertWatch(ModelId id, AlertsConfig config) {
    // In one zone everywhere: the hour of a season must be the same in all instances.
    anomalies = new JointAnomalies(config);
    engine = new AlertEngine(id.name(), id.version(), config.rules(), ZoneOffset.UTC);
  }

  /** Names who explains alerts; before the first window. */
  void explainBy(ModelDiagnosis by) {
    diagnosis = by;
    engine.explainBy(by);
  }

  /** Returns who explains alerts, or null when nobody does. */
  @Nullable ModelDiagnosis diagnosis() {
    return diagnosis;
  }

  /** Returns how often a subject was left out or an alert not explained. */
  long failures() {
    AlertCounts counts = engine.counts();
    return counts.unwatched() + counts.unexplained();
  }

  /** Counts a captured call. */
  void record(long durationNanos) {
    latency.record(durationNanos);
  }

  /**
   * Returns what there is to tell about the window that was just closed.
   *
   * @param judged the performance against labels, or null without
   */
  List<AlertNotice> closed(
      ModelStatistics statistics, Accounts accounts, @Nullable PerformanceMonitor judged) {
    WindowSnapshot window = statistics.lastWindow();
    if (window == null) {
      return List.of();
    }
    CallTotals totals = CallTotals.of(accounts);
    long start = countedEpochNanos == 0 ? window.startEpochNanos() : countedEpochNanos;
    double seconds = (window.endEpochNanos() - start) / NANOS_PER_SECOND;
    CallWindow calls = CallWindow.of(totals.minus(counted), seconds, latency);
    latency.clear();
    counted = totals;
    countedEpochNanos = window.endEpochNanos();
    List<ColumnShares> columns = statistics.lastShares();
    ModelDiagnosis explainer = diagnosis;
    if (explainer != null) {
      explainer.closed(
          window,
          columns,
          service(calls, errorTypes.since(accounts, calls.calls().calls())),
          statistics.lastContext().judgedBy(judged == null ? null : judged.snapshot()));
    }
    EstimateMonitor estimates = statistics.estimates();
    EstimateSnapshot estimate = estimates == null ? null : estimates.snapshot();
    PerformanceReadings performance =
        judged == null
            ? new PerformanceReadings(null, false, Reading.UNKNOWN, estimate, window.number())
            : judged.takeForAlerts(estimate, window.number());
    WindowIndicators numbers = new WindowIndicators(window, calls, columns, performance);
    numbers.together(anomalies.judge(numbers));
    return engine.evaluate(numbers);
  }

  private static ServiceLevels.Window service(CallWindow calls, Map<String, Reading> types) {
    return new ServiceLevels.Window(
        calls.latency("p50"), calls.latency("p99"), calls.throughput(), calls.error("rate"), types);
  }

  /** Returns what there is to tell when this version is not watched any more. */
  List<AlertNotice> retire(Instants now) {
    return engine.retire(now.epochNanos());
  }

  /** Returns where each rule stands. */
  List<AlertStatus> status() {
    List<AlertStatus> all = new ArrayList<>();
    engine
        .firing()
        .forEach(
            (rule, subjects) ->
                all.add(new AlertStatus(rule.name(), rule.severity(), subjects.size())));
    return all;
  }
}
