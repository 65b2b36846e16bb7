package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.capture.CallConsumer;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.Detail;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.schema.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One version of one model: its books, which are kept in any case, and its statistics, which may be
 * off or fail without touching the books.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class ModelMonitor implements CallConsumer {

  /** The books come first: what fails later is already counted. */
  private final Accounts accounts;

  private final ModelCapture capture;
  private final ModelConfig config;
  private final ReferenceStore store;
  private final EvaluationQueue queue;
  private final Consumer<String> log;
  private @Nullable ModelStatistics statistics;
  private Executor worker = Monitor.NO_WORKER;
  private final SchemaReport schemas;

  /** What the statistics said when they ended; they are much larger than this. */
  private ModelStatistics.State ended = ModelStatistics.State.NONE;

  private @Nullable LabelMonitor labels;
  private @Nullable RowLog rowLog;
  private @Nullable PerformanceMonitor performance;
  private final LabelDelays delays = new LabelDelays();
  private final @Nullable AlertWatch alerts;
  private Consumer<List<AlertNotice>> told = Monitor.NOBODY;
  private boolean live;
  private boolean retired;
  private boolean superseded;
  private Instants now;
  private long lastCallNanos;
  private long oldestEndNanos = Long.MAX_VALUE;
  private long failures;
  private long closedWindows;

  ModelMonitor(
      ModelCapture capture,
      ModelConfig config,
      ReferenceStore store,
      EvaluationQueue queue,
      Consumer<String> log,
      Instants now) {
    this.capture = capture;
    this.accounts = new Accounts(capture, log);
    this.config = config;
    this.schemas = new SchemaReport(capture, config, log);
    this.store = store;
    this.queue = queue;
    this.log = log;
    this.now = now;
    this.lastCallNanos = now.nanoTime();
    boolean ruled = !config.alerts().rules().isEmpty();
    this.alerts = ruled ? new AlertWatch(capture.id(), config.alerts()) : null;
  }

  /** Names who is told of alerts; before the first poll. */
  void tellAlertsTo(Consumer<List<AlertNotice>> receiver) {
    told = receiver;
  }

  /** Has alerts explained; before the first poll. */
  void explainAlerts(Incidents incidents, Supplier<EnvironmentCounters> environment) {
    if (alerts != null) {
      alerts.explainBy(new ModelDiagnosis(id(), incidents, environment));
    }
  }

  private @Nullable ModelDiagnosis diagnosis() {
    return alerts == null ? null : alerts.diagnosis();
  }

  /** Names the worker for comparisons of whole rows; before the first poll. */
  void compareRowsOn(Executor rowWorker) {
    worker = rowWorker;
  }

  ModelId id() {
    return capture.id();
  }

  /** Drains the ring and closes windows that are due. Returns the number of slots drained. */
  int poll(Instants time, boolean force) {
    now = time;
    oldestEndNanos = Long.MAX_VALUE;
    if (force && accounts.bypassedSince()) {
      called();
    }
    collect();
    close(false);
    CaptureBuffer buffer = capture.buffer();
    int drained = 0;
    if (buffer != null) {
      if (live && statistics == null && !retired) {
        start(buffer);
      }
      LabelMonitor joined = labels;
      drained = joined != null && joined.isOpening() ? 0 : buffer.drain(this, force);
      if (force) {
        flush(); // else when a block is full, a window closes, a snapshot is taken
      }
    }
    close(false);
    return drained;
  }

  private void flush() {
    ModelStatistics active = active();
    if (active != null) {
      try {
        active.flush();
      } catch (RuntimeException | LinkageError e) {
        fail("calls could not be counted", e);
      }
    }
  }

  private void start(CaptureBuffer buffer) {
    try {
      ModelStatistics started = new ModelStatistics(id(), config, buffer.schema(), store, log);
      started.compareRowsOn(worker, log);
      statistics = started;
      schemaChanged(schemas.columns(started.schemaChange(), buffer.schema()));
    } catch (RuntimeException | LinkageError e) {
      retired = true;
      fail("its statistics cannot start", e);
    }
  }

  @Override
  public void accept(CapturedCall call) {
    LabelMonitor joined = labels;
    if (call.isLabel()) {
      if (joined != null) {
        label(joined, call);
      }
      return;
    }
    accounts.record(call);
    if (alerts != null) {
      alerts.record(call.durationNanos());
    }
    called();
    oldestEndNanos = Math.min(oldestEndNanos, call.startNanos() + call.durationNanos());
    ModelStatistics active = active();
    if (active == null) {
      return;
    }
    if (joined != null && call.errorType() == null) {
      predicted(joined, active, call);
    }
    if (rowLog != null) {
      rowLog.predicted(this, capture.buffer(), call, now, active.openWindow());
    }
    try {
      active.record(call, now);
    } catch (RuntimeException | LinkageError e) {
      fail("a call could not be counted", e);
      try {
        active.abandonCall();
      } catch (RuntimeException | LinkageError again) {
        fail("a call could not be abandoned", again);
      }
    }
    close(false);
  }

  private void called() {
    lastCallNanos = now.nanoTime();
    superseded = false;
  }

  private void label(LabelMonitor joined, CapturedCall label) {
    try {
      joined.accept(label);
    } catch (RuntimeException | LinkageError e) {
      fail("a label could not be joined", e);
    }
  }

  private void predicted(LabelMonitor joined, ModelStatistics active, CapturedCall call) {
    CaptureBuffer buffer = capture.buffer();
    if (buffer == null) {
      return;
    }
    try {
      joined.predicted(this, call, buffer.schema(), active.openWindow());
    } catch (RuntimeException | LinkageError e) {
      fail("a prediction could not wait for its label", e);
    }
  }

  /** Names where calls are logged. */
  void logTo(@Nullable PredictionSink sink) {
    rowLog = RowLog.of(sink, id().name(), labels);
  }

  /** Returns where this name's outputs come from, and what they mean. */
  PredictionConfig outputs() {
    return config.prediction();
  }

  /** Names the labels of the entry of this model. */
  void labelled(LabelMonitor by) {
    labels = by;
  }

  /** Returns the performance of this version, which begins with its first prediction. */
  PerformanceMonitor performance(JoinNames names, SegmentCodes segments) {
    PerformanceMonitor known = performance;
    if (known == null) {
      CaptureBuffer buffer = capture.buffer();
      known =
          new PerformanceMonitor(config, buffer == null ? null : buffer.schema(), names, segments);
      ModelStatistics active = active();
      VersionBoard versions = labels == null ? null : labels.versions();
      known.compareWith(active == null ? null : active.estimates(), versions, id());
      performance = known;
    }
    return known;
  }

  /** Takes a prediction of this version with its label, which came so long after it. */
  void labelled(
      PerformanceMonitor judged, WaitingPrediction prediction, double label, long delayMillis) {
    delays.record(delayMillis);
    judged.joined(prediction, label, now);
    offerFound(judged);
  }

  private void offerFound(PerformanceMonitor judged) {
    List<ModelEvent> events = new ArrayList<>();
    for (ConceptDrift change : judged.takeFound()) {
      events.add(ModelEvent.of(change, now.epochNanos()));
      ModelDiagnosis diagnosis = diagnosis();
      if (diagnosis != null) {
        diagnosis.errorsChanged(change);
      }
    }
    offer(events);
  }

  /** Evaluates the performance of a window that has waited long enough. */
  void evaluateDue(Instants time) {
    now = time;
    PerformanceMonitor judged = performance;
    if (judged == null) {
      return;
    }
    try {
      if (judged.evaluateDue(time)) {
        closedWindows++; // there is as much to publish
        offerFound(judged);
      }
    } catch (RuntimeException | LinkageError e) {
      fail("the performance of a window could not be evaluated", e);
    }
  }

  private void judge(ModelStatistics active) {
    PerformanceMonitor judged = performance;
    WindowSnapshot closed = active.lastWindow();
    if (judged == null || closed == null) {
      return;
    }
    try {
      judged.closed(closed, now);
      offerFound(judged);
    } catch (RuntimeException | LinkageError e) {
      fail("the performance of a window could not be evaluated", e);
    }
  }

  private void alert(ModelStatistics active) {
    if (alerts != null && !superseded) {
      try {
        tell(alerts.closed(active, accounts, performance), active.lastWindow());
      } catch (RuntimeException | LinkageError e) {
        fail("the alerts of a window could not be evaluated", e);
      }
    }
  }

  private void tell(List<AlertNotice> notices, @Nullable WindowSnapshot window) {
    if (!notices.isEmpty()) {
      offer(notices.stream().map(notice -> ModelEvent.of(notice, window)).toList());
      told.accept(notices);
    }
  }

  @Nullable ModelStatistics active() {
    return retired ? null : statistics;
  }

  /** Takes what comparisons of whole rows have found meanwhile. */
  private void collect() {
    ModelStatistics active = active();
    MultivariateMonitor multivariate = active == null ? null : active.multivariate();
    List<ModelEvent> events = multivariate == null ? null : multivariate.collect(now);
    if (multivariate == null || events == null) {
      return;
    }
    closedWindows++; // there is as much to publish
    Throwable failure = multivariate.takeFailure();
    if (failure != null) {
      fail("the rows of a window could not be compared", failure);
    }
    offer(events);
  }

  /** Closes the open window, for instance because another version took over. */
  void closeNow(Instants time) {
    now = time;
    close(true);
  }

  /** Closes the open window when it is due, or anyway. */
  private void close(boolean anyway) {
    ModelStatistics active = active();
    if (active == null) {
      return;
    }
    try {
      List<ModelEvent> events = anyway ? active.closeNow(now) : active.closeDue(now);
      if (events != null) {
        closedWindows++;
        offer(events);
        judge(active);
        alert(active);
      }
    } catch (RuntimeException | LinkageError e) {
      fail("a window could not be evaluated", e);
      active.discardWindow();
    }
  }

  private void offer(List<ModelEvent> events) {
    if (!events.isEmpty()) {
      queue.offer(new Evaluation(id(), now.epochNanos(), now.epochNanos(), events));
    }
  }

  /** Says once that another version was called before. */
  void versionChanged(ModelId before) {
    String detail = "from '%s' to '%s'".formatted(before.version(), id().version());
    offer(List.of(ModelEvent.of(ModelEvent.Kind.VERSION_CHANGED, detail, now.epochNanos())));
  }

  /** Has the columns compared with those of the version before, as soon as they are known. */
  void follow(ModelMonitor before) {
    schemas.follow(before.schemas);
    ModelDiagnosis own = diagnosis();
    ModelDiagnosis other = before.diagnosis();
    if (own != null && other != null) {
      own.follow(other);
    }
  }

  /** Says once that calls no longer fit the columns. */
  void reportSchema(Instants time) {
    now = time;
    schemaChanged(schemas.misfit());
  }

  private void schemaChanged(@Nullable String detail) {
    if (detail == null) {
      return;
    }
    offer(List.of(ModelEvent.of(ModelEvent.Kind.SCHEMA_CHANGED, detail, now.epochNanos())));
    ModelDiagnosis diagnosis = diagnosis();
    if (diagnosis != null) {
      diagnosis.schemaChanged(detail);
    }
  }

  void fail(String what, Throwable cause) {
    if (++failures == 1) {
      log.accept("model " + id() + ": " + what + " (further ones are not logged): " + cause);
    }
  }

  /** Turns statistics on; they start with the next call. */
  void enable() {
    live = true;
  }

  /** Returns whether statistics are on. */
  boolean isLive() {
    return live && !retired;
  }

  /** Returns whether statistics wait for room. */
  boolean isWaiting() {
    return !live;
  }

  /** Ends statistics for good; what they said last stays visible. */
  void retire(Instants time) {
    closeNow(time);
    endAlerts(time);
    ended = state();
    retired = true;
    statistics = null;
  }

  /** Ends the alerts of a version in whose place another is called; its statistics wait for it. */
  void supersede(Instants time) {
    if (!superseded) {
      superseded = true;
      closedWindows++; // there is as much to publish
      endAlerts(time);
    }
  }

  private void endAlerts(Instants time) {
    now = time;
    try {
      tell(alerts == null ? List.of() : alerts.retire(time), null);
    } catch (RuntimeException | LinkageError e) {
      fail("its alerts could not be ended", e);
    }
  }

  long idleNanos(Instants time) {
    return time.nanoTime() - lastCallNanos;
  }

  /** Returns when the oldest call of the last poll ended, or Long.MAX_VALUE when there was none. */
  long oldestEndNanos() {
    return oldestEndNanos;
  }

  /** Returns how often a call or window failed in the statistics, or a subject in alerts. */
  List<FailureSnapshot> failures() {
    return FailureSnapshot.of(id(), failures, alerts);
  }

  long closedWindows() {
    return closedWindows;
  }

  long capturedCalls() {
    return accounts.capturedCalls();
  }

  long bypassedCalls() {
    return accounts.bypassedCalls();
  }

  private ModelStatistics.State state() {
    flush();
    return statistics == null ? ended : statistics.state();
  }

  ModelSnapshot snapshot(long startEpochNanos) {
    ModelStatistics.State state = state();
    CaptureBuffer buffer = capture.buffer();
    return new ModelSnapshot(
        id(),
        startEpochNanos,
        state.referenceId(),
        accounts.durations(),
        accounts.predictions(),
        accounts.calls(),
        accounts.rows(),
        state.features(),
        state.verdicts(),
        state.lastWindow(),
        buffer == null ? 0 : buffer.depth(),
        config.detail() == Detail.FULL,
        state.multivariate(),
        performance == null ? null : performance.snapshot(),
        config.labels().isWatched() ? delays.snapshot() : null,
        state.stability(),
        state.estimate(),
        alerts == null ? List.of() : alerts.status());
  }
}
