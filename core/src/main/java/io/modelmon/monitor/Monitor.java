package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.feedback.RulePrecision;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.FailureSnapshot.Part;
import io.modelmon.performance.join.LabelStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline: drains all rings, keeps the statistics of all models, publishes snapshots.
 *
 * <p><b>Cost:</b> a poll that finds nothing costs a few reads per model. <br>
 * <b>Threads:</b> {@link #poll} and {@link #publish} belong to one thread, {@link #pollEvaluation}
 * to one other; {@link #snapshot} may be called by any.
 */
public final class Monitor {

  /** Versions of one model whose statistics are kept at a time. */
  static final int MAX_LIVE_VERSIONS = 4;

  /** A version that was not called for so long makes room for another. */
  static final Duration IDLE = Duration.ofMinutes(10);

  /** What {@link #busySlots} returns where all rings are of the usual size. */
  public static final int BUSY_SLOTS = 512;

  /** Leaves room for a poll interval below the second that is promised. */
  private static final long PUBLISH_NANOS = 900_000_000L;

  /** Refuses all work. */
  static final Executor NO_WORKER =
      task -> {
        throw new RejectedExecutionException("there is no worker");
      };

  /** Hears of no alert. */
  static final Consumer<List<AlertNotice>> NOBODY = notices -> {};

  private static final long FORCE_NANOS = 1_000_000_000L;

  private final CaptureRegistry registry;
  private final ModelmonConfig config;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Supplier<List<RuleStatus>> rules;
  private final Consumer<String> log;
  private final ReferenceStore store;
  private final EvaluationQueue queue = new EvaluationQueue();
  private final List<ModelMonitor> models = new ArrayList<>();
  private final List<LabelMonitor> labels = new ArrayList<>();
  private final Map<Integer, LabelMonitor> labelsByEntry = new HashMap<>();
  private final long startEpochNanos;
  private LabelStores labelStores = file -> LabelStore.memory();
  private @Nullable PredictionSink sink;
  private long publishedLabels;
  private Executor worker = NO_WORKER;
  private Consumer<List<AlertNotice>> told = NOBODY;
  private final Incidents incidents = new Incidents();
  private RaisedAlerts raised = new RaisedAlerts(List.of(), line -> {});
  private Supplier<EnvironmentCounters> environment = EnvironmentCounters.NONE;
  private Supplier<AgentLoad> load = () -> AgentLoad.UNKNOWN;
  private LongSupplier threadFailures = () -> 0;
  private volatile MonitorSnapshot snapshot;
  private boolean dirty;
  private boolean forced;
  private long lookedNanos;
  private long forcedNanos;
  private long publishedWindows;
  private long publishedBypassed;
  private long lagNanos;

  /**
   * Creates a monitor that has seen nothing.
   *
   * @param registry the models to watch, growing as they are first called
   * @param config the settings
   * @param clock the wall clock, for reports
   * @param nanoTime {@link System#nanoTime()} or a stand-in: the clock of captured calls
   * @param rules the present state of all rules; called on the monitor thread
   * @param log takes one line per notable event; called on the monitor thread
   */
  public Monitor(
      CaptureRegistry registry,
      ModelmonConfig config,
      InstantSource clock,
      LongSupplier nanoTime,
      Supplier<List<RuleStatus>> rules,
      Consumer<String> log) {
    this.registry = registry;
    this.config = config;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.rules = rules;
    this.log = guarded(log);
    this.store = new ReferenceStore(config.baseDirectory(), this.log);
    Instants now = now();
    this.startEpochNanos = now.epochNanos();
    this.lookedNanos = now.nanoTime();
    this.snapshot =
        new MonitorSnapshot(
            startEpochNanos,
            List.of(),
            rules.get(),
            0,
            0,
            AgentLoad.UNKNOWN,
            List.of(),
            LogSnapshot.NONE,
            failed());
  }

  /**
   * Names who compares whole rows where the settings ask for it; without a worker such windows are
   * counted as left out. Call this before the first poll.
   *
   * @param rowWorker runs one task per model at a time, each for up to some seconds, and never on
   *     the calling thread; may refuse with {@link RejectedExecutionException}
   */
  public void compareRowsOn(Executor rowWorker) {
    worker = rowWorker;
  }

  /**
   * Names where predictions wait for their labels; without it, in memory. Call this before the
   * first poll.
   */
  public void keepLabelsIn(LabelStores stores) {
    labelStores = stores;
  }

  /** Names who logs predictions and labels; without it nobody does. Call before the first poll. */
  public void logTo(PredictionSink predictionSink) {
    sink = predictionSink;
  }

  /**
   * Names who is told of alerts, beside the events of evaluations. Call this before the first poll.
   *
   * @param receiver called on the monitor thread; must not wait
   */
  public void tellAlertsTo(Consumer<List<AlertNotice>> receiver) {
    told = receiver;
  }

  /**
   * Names who knows the environment, for the explanation of alerts. Call this before the first
   * poll.
   *
   * @param counters called on the monitor thread when windows close; must not throw
   */
  public void watchEnvironment(Supplier<EnvironmentCounters> counters) {
    environment = counters;
  }

  /** Raises the thresholds of rules that were wrong too often. Call this before the first poll. */
  public void raiseThresholds(List<RulePrecision> precisions) {
    raised = new RaisedAlerts(precisions, log);
  }

  /**
   * Names who knows what the agent costs and leaves out. Call this before the first poll.
   *
   * @param source returns the same object until there is something new to publish; called on the
   *     monitor thread
   */
  public void reportLoad(Supplier<AgentLoad> source) {
    load = source;
  }

  /** Names who counts what goes wrong on the agent's own threads; before the first poll. */
  public void countFailures(LongSupplier ofThreads) {
    threadFailures = ofThreads;
  }

  /** A line that cannot be written must not end the thread that wrote it. */
  private static Consumer<String> guarded(Consumer<String> log) {
    return line -> {
      try {
        log.accept(line);
      } catch (RuntimeException e) {
        // There is no better place to report it.
      }
    };
  }

  private Instants now() {
    return Instants.of(nanoTime.getAsLong(), clock.instant());
  }

  /**
   * Drains all rings once, closes windows that are due, and publishes a snapshot when it is time.
   *
   * @return the number of slots drained: one for each call or row
   */
  public int poll() {
    Instants now = now();
    boolean force = !forced || now.nanoTime() - forcedNanos >= FORCE_NANOS;
    int drained = drain(now, force);
    boolean windowClosed = closedWindows() != publishedWindows;
    boolean due = now.nanoTime() - lookedNanos >= PUBLISH_NANOS;
    if (due) {
      lookedNanos = now.nanoTime(); // To look is not free: an idle monitor does little else.
    }
    if (windowClosed || (due && changed())) {
      publish(now);
    }
    return drained;
  }

  /**
   * Returns from how many slots on {@link #poll} should be called again at once: an eighth of the
   * smallest ring, and no more than an eighth of the usual one where there are labels, of which a
   * poll takes a limited number.
   */
  public int busySlots() {
    int least = registry.labels().isEmpty() ? Integer.MAX_VALUE : BUSY_SLOTS;
    List<ModelCapture> captures = registry.models();
    for (int i = 0; i < captures.size(); i++) {
      CaptureBuffer ring = captures.get(i).buffer();
      least = ring == null ? least : Math.min(least, ring.slots() / 8);
    }
    return least == Integer.MAX_VALUE ? BUSY_SLOTS : least;
  }

  /** Returns whether calls are left in their rings until a store is open. */
  public boolean isOpening() {
    return labels.stream().anyMatch(LabelMonitor::isOpening);
  }

  /** Drains everything that is finished and publishes a snapshot of it, stores open or not. */
  public void publish() {
    Instants now = now();
    labels.forEach(LabelMonitor::hurry);
    drain(now, true);
    if (labels.stream().anyMatch(LabelMonitor::isHolding)) {
      drain(now, true);
    }
    for (ModelMonitor model : models) {
      ModelStatistics active = model.active();
      if (active != null) {
        active.settleTypes(); // there may be no more calls
      }
    }
    publish(now);
  }

  /**
   * Returns the calls of a model that were drained so far; on the thread that polls.
   *
   * @param index its place in the registry
   */
  public long capturedCalls(int index) {
    return index < models.size() ? models.get(index).capturedCalls() : 0;
  }

  /** Returns the newest snapshot. */
  public MonitorSnapshot snapshot() {
    return snapshot;
  }

  /** Returns and removes the oldest evaluation that waits, or null. */
  public @Nullable Evaluation pollEvaluation() {
    return queue.poll();
  }

  private int drain(Instants now, boolean force) {
    discover(now);
    if (force) {
      forced = true;
      forcedNanos = now.nanoTime();
      models.stream().filter(ModelMonitor::isWaiting).forEach(model -> makeRoom(model, now));
    }
    int drained = drainLabels(now, force, true);
    long oldestEndNanos = Long.MAX_VALUE;
    for (int i = 0; i < models.size(); i++) {
      ModelMonitor model = models.get(i);
      drained += model.poll(now, force);
      oldestEndNanos = Math.min(oldestEndNanos, model.oldestEndNanos());
    }
    if (force) {
      supersede(now);
    }
    drained += drainLabels(now, force, false);
    for (int i = 0; i < labels.size(); i++) {
      labels.get(i).drained();
      drained += labels.get(i).takeDelivered();
    }
    for (int i = 0; i < models.size() && !labels.isEmpty(); i++) {
      models.get(i).evaluateDue(now);
    }
    lagNanos = drained == 0 ? 0 : Math.max(0, now.nanoTime() - oldestEndNanos);
    dirty |= drained > 0;
    return drained;
  }

  /**
   * Drains the rings of labels alone. What came before the ring of a model was open is before
   * everything in it; where no model is known, labels are rather after their predictions.
   */
  private int drainLabels(Instants now, boolean force, boolean ofModels) {
    int drained = 0;
    for (int i = 0; i < labels.size(); i++) {
      LabelMonitor drainedNow = labels.get(i);
      if (drainedNow.hasModel() == ofModels) {
        drainedNow.advance(now);
        drained += drainedNow.drain(now, force);
      }
    }
    return drained;
  }

  private void discoverLabels(Instants now) {
    List<LabelCapture> captures = registry.labels();
    while (labels.size() < captures.size()) {
      LabelCapture capture = captures.get(labels.size());
      ModelConfig entry = config.models().get(capture.configIndex());
      LabelMonitor created =
          new LabelMonitor(capture, entry, labelStores.store(entry.labels().store()), log, now);
      created.logTo(sink);
      labels.add(created);
      labelsByEntry.put(capture.configIndex(), created);
      dirty = true;
    }
  }

  private void discover(Instants now) {
    discoverLabels(now);
    List<ModelCapture> captures = registry.models();
    while (models.size() < captures.size()) {
      ModelCapture capture = captures.get(models.size());
      ModelMonitor created =
          new ModelMonitor(
              capture,
              raised.of(
                  config.models().get(capture.configIndex()).forName(capture.id().name()),
                  capture.id().name()),
              store,
              queue,
              log,
              now);
      created.compareRowsOn(worker);
      created.tellAlertsTo(told);
      created.explainAlerts(incidents, environment);
      LabelMonitor joined = labelsByEntry.get(capture.configIndex());
      if (joined != null) {
        created.labelled(joined);
        joined.know(created);
      }
      created.logTo(sink);
      ModelMonitor previous = null;
      for (ModelMonitor other : versionsOf(created)) {
        other.closeNow(now);
        boolean newer = previous == null || other.idleNanos(now) <= previous.idleNanos(now);
        previous = newer ? other : previous;
      }
      if (previous != null) {
        created.versionChanged(previous.id());
        created.follow(previous);
      }
      makeRoom(created, now);
      models.add(created);
      dirty = true;
    }
  }

  private List<ModelMonitor> versionsOf(ModelMonitor model) {
    return models.stream()
        .filter(other -> other != model && other.id().name().equals(model.id().name()))
        .toList();
  }

  /** Turns a version's statistics on if there is room, at the cost of one that is not called. */
  private void makeRoom(ModelMonitor model, Instants now) {
    List<ModelMonitor> live = versionsOf(model).stream().filter(ModelMonitor::isLive).toList();
    if (live.size() >= MAX_LIVE_VERSIONS) {
      ModelMonitor idlest = live.get(0);
      for (ModelMonitor other : live) {
        idlest = other.idleNanos(now) > idlest.idleNanos(now) ? other : idlest;
      }
      if (idlest.idleNanos(now) < IDLE.toNanos()) {
        if (!models.contains(model)) {
          log.accept(
              "model %s: only counted, as %d other versions are in use"
                  .formatted(model.id(), MAX_LIVE_VERSIONS));
        }
        return;
      }
      idlest.retire(now);
      log.accept("model " + idlest.id() + ": from now on only counted, as it is not in use");
    }
    model.enable();
  }

  /** Finds versions that are not called any more while another of the same model is. */
  private void supersede(Instants now) {
    Map<String, Long> least = new HashMap<>();
    for (ModelMonitor model : models) {
      least.merge(model.id().name(), model.idleNanos(now), Math::min);
    }
    for (ModelMonitor model : models) {
      long idleNanos = model.idleNanos(now);
      if (idleNanos >= IDLE.toNanos()
          && least.getOrDefault(model.id().name(), idleNanos) < idleNanos) {
        model.supersede(now);
      }
    }
  }

  private long closedWindows() {
    long sum = 0;
    for (int i = 0; i < models.size(); i++) {
      sum += models.get(i).closedWindows();
    }
    return sum;
  }

  private long labelChanges() {
    long sum = 0;
    for (int i = 0; i < labels.size(); i++) {
      sum += labels.get(i).changes();
    }
    return sum;
  }

  private long bypassedCalls() {
    long sum = 0;
    for (int i = 0; i < models.size(); i++) {
      sum += models.get(i).bypassedCalls();
    }
    return sum;
  }

  @SuppressWarnings("ReferenceEquality") // Whether there is something new to publish.
  private boolean changed() {
    return dirty
        || load.get() != snapshot.load()
        || labelChanges() != publishedLabels
        || (sink != null && !sink.records().equals(snapshot.log().records()))
        || lagNanos != snapshot.lagNanos()
        || bypassedCalls() != publishedBypassed
        || !rules.get().equals(snapshot.rules())
        || !failed().equals(snapshot.failures());
  }

  private void publish(Instants now) {
    for (ModelMonitor model : models) {
      model.reportSchema(now);
    }
    publishedBypassed = bypassedCalls();
    publishedLabels = labelChanges();
    publishedWindows = closedWindows();
    lookedNanos = now.nanoTime();
    dirty = false;
    snapshot =
        new MonitorSnapshot(
            now.epochNanos(),
            models.stream().map(model -> model.snapshot(startEpochNanos)).toList(),
            rules.get(),
            lagNanos,
            queue.dropped(),
            load.get(),
            labels.stream().map(label -> label.snapshot(startEpochNanos)).toList(),
            new LogSnapshot(startEpochNanos, sink == null ? Map.of() : sink.records()),
            failed());
  }

  private List<FailureSnapshot> failed() {
    List<FailureSnapshot> failed = new ArrayList<>();
    models.forEach(model -> failed.addAll(model.failures()));
    failed.add(new FailureSnapshot(null, Part.THREADS, threadFailures.getAsLong()));
    return failed;
  }

  /** Returns how many calls or windows failed in the statistics of all models. */
  public long failures() {
    return failed().stream()
        .filter(failure -> failure.part() == Part.STATISTICS)
        .mapToLong(FailureSnapshot::count)
        .sum();
  }
}
