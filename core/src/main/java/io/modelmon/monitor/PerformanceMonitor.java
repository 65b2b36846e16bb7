package io.modelmon.monitor;

import io.modelmon.config.LabelsConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.PerformanceConfig;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The performance of one version of a model, window by window.
 *
 * <p>A window is evaluated first when it has enough labels and the next one has closed, or the
 * configured time has passed; then again at each close while labels come. Only the newest window
 * that was evaluated is shown. Where there is a history, an older one is evaluated a last time when
 * its labels have been waited for; else its labels are let go.
 *
 * <p>Predictions that another process made have no window here: they are put together in the order
 * of their labels, as many as a window has.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class PerformanceMonitor {

  /** Labels of all windows that are kept at most; beyond, the oldest window goes. */
  static final int MAX_ROWS = 400_000;

  /** Labels that are kept at most when there are some of windows older than the one shown. */
  static final int MAX_OLDER_ROWS = 50_000;

  /** Windows that wait for labels at most. */
  static final int MAX_WINDOWS = 4_096;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  /**
   * An alert about performance is raised when the whole 99 % interval is beyond a threshold. A
   * window is looked at again when its labels have become twice as many, and when they have been
   * waited for; each further look has half the error, so that all together have one of 1 %.
   */
  private static final double ALERT_ERROR = 0.01;

  private static final int MORE_LABELS = 2;

  /** A window with labels, closed or not. */
  private static final class Window {
    final LabelledRows rows = new LabelledRows();
    long predictions;
    long startEpochNanos;
    long endEpochNanos;
    long closedNanos;
    boolean closed;

    /** Whether it was evaluated when labels had been waited for long enough. */
    boolean settled;
  }

  private final PerformanceConfig config;
  private final LabelsConfig labels;
  private final OutcomeRows outcomes;
  private final SegmentCodes segments;
  private final @Nullable ErrorStream errors;
  private final @Nullable ModelSchema schema;
  private final long foreignRows;
  private final Revisions revisions = new Revisions();
  private final TreeMap<Long, Window> windows = new TreeMap<>();
  private Window foreign = new Window();
  private final List<ConceptDrift> found = new ArrayList<>();
  private @Nullable EstimateMonitor estimates;
  private @Nullable VersionBoard versions;
  private @Nullable ModelId id;
  private final GapPersistence gaps;
  private int keptRows;
  private long lastClosed;
  private long evaluatedWindow;
  private @Nullable PerformanceSnapshot snapshot;
  private final boolean forAlerts;

  /** Whether anybody takes revisions, so that older windows are worth keeping. */
  private boolean history;

  private final boolean ranked;
  private final EvaluationSettings settings;
  private final LabelCoverage coverage;
  private @Nullable PerformanceSnapshot unread;
  private long lookedWindow;
  private long takenWindow;
  private long lookedLabels;
  private int looks;

  PerformanceMonitor(
      ModelConfig config, @Nullable ModelSchema schema, JoinNames names, SegmentCodes segments) {
    this.config = config.performance();
    this.labels = config.labels();
    this.schema = schema;
    this.segments = segments;
    TaskType task = OutcomeCodec.task(config.prediction());
    this.ranked = task == TaskType.RANKING;
    this.settings = EvaluationSettings.DEFAULT.withK(config.prediction().k());
    this.outcomes = new OutcomeRows(task, config.prediction().positiveClass(), names);
    this.errors = this.config.conceptDrift() ? new ErrorStream(task == TaskType.NUMBER) : null;
    this.foreignRows = config.window().predictions();
    this.gaps = new GapPersistence(config.drift().consecutive());
    this.forAlerts = config.alerts().looksAtPerformance();
    this.coverage = new LabelCoverage(config.labels().patience());
  }

  /** Counts a prediction with an id. */
  void predicted(long window) {
    if (config.enabled()) {
      window(window).predictions++;
      coverage.predicted(window);
    }
  }

  /** Takes a prediction with its label. */
  void joined(WaitingPrediction prediction, double label, Instants now) {
    if (!config.enabled()) {
      return;
    }
    ConceptDrift change = errors == null ? null : error(errors, prediction.predicted(), label);
    if (change != null) {
      found.add(change);
    }
    if (prediction.foreign()) {
      addForeign(prediction, label, now);
      return;
    }
    long number = prediction.window();
    coverage.labelled(number);
    if (number < evaluatedWindow && !windows.containsKey(number)) {
      return;
    }
    LabelledRows rows = window(number).rows;
    int before = rows.size();
    rows.add(prediction, label);
    keptRows += rows.size() - before;
    while (keptRows > MAX_ROWS && windows.size() > 1) {
      forgetOldest();
    }
  }

  /** Of lists the error is that there is no hit. */
  private @Nullable ConceptDrift error(ErrorStream stream, double predicted, double label) {
    return ranked ? stream.update(Math.min(1, predicted), 1) : stream.update(predicted, label);
  }

  private void forgetOldest() {
    Map.Entry<Long, Window> oldest = windows.pollFirstEntry();
    if (oldest != null) {
      keptRows -= oldest.getValue().rows.size();
    }
  }

  private void addForeign(WaitingPrediction prediction, double label, Instants now) {
    long made = prediction.epochMillis() * NANOS_PER_MILLI;
    boolean first = foreign.rows.size() == 0;
    // Labels come in any order, so the newest label need not be of the newest prediction.
    foreign.startEpochNanos = first ? made : Math.min(foreign.startEpochNanos, made);
    foreign.endEpochNanos = first ? made : Math.max(foreign.endEpochNanos, made);
    foreign.rows.add(prediction, label);
    foreign.predictions++;
    if (foreign.rows.size() >= Math.min(foreignRows, LabelledRows.MAX_ROWS)) {
      Window full = foreign;
      foreign = new Window(); // first, so that one that cannot be evaluated is not kept
      if (full.rows.size() >= config.minLabels()) {
        show(0, full, now);
      }
    }
  }

  private Window window(long number) {
    return windows.computeIfAbsent(number, unused -> new Window());
  }

  /** Notes that a window has closed, and evaluates what is due by that. */
  void closed(WindowSnapshot closed, Instants now) {
    if (!config.enabled()) {
      return;
    }
    Window window = window(closed.number());
    window.closed = true;
    window.closedNanos = now.nanoTime();
    window.startEpochNanos = closed.startEpochNanos();
    window.endEpochNanos = closed.endEpochNanos();
    lastClosed = Math.max(lastClosed, closed.number());
    coverage.closed(closed.number(), now.nanoTime());
    forgetExpired(now);
    evaluate(now, true);
  }

  /**
   * Evaluates the window that has waited long enough for the next one to close.
   *
   * @return whether there is anything new
   */
  boolean evaluateDue(Instants now) {
    settleOlder(now);
    return evaluate(now, false);
  }

  /** No label comes any more for windows that closed too long ago. */
  private void forgetExpired(Instants now) {
    long expireNanos = labels.expire().toNanos();
    while (!windows.isEmpty()) {
      Window oldest = windows.firstEntry().getValue();
      boolean expired = oldest.closed && now.nanoTime() - oldest.closedNanos > expireNanos;
      if (!expired && windows.size() <= MAX_WINDOWS) {
        return;
      }
      forgetOldest();
    }
  }

  /** Evaluates the newest window that is due and has news; older ones are let go. */
  private boolean evaluate(Instants now, boolean atClose) {
    for (Map.Entry<Long, Window> entry : windows.descendingMap().entrySet()) {
      Window window = entry.getValue();
      boolean followed = entry.getKey() < lastClosed;
      boolean waited = waited(window, now);
      boolean enough = window.rows.size() >= config.minLabels();
      if (!window.closed || !enough || !(followed || waited)) {
        continue;
      }
      boolean first = entry.getKey() > evaluatedWindow;
      boolean news = atClose && window.rows.hasNews();
      if (first || news || (waited && !window.settled)) {
        evaluatedWindow = entry.getKey();
        show(entry.getKey(), window, now);
        forgetOlder();
        return true;
      }
      return false;
    }
    return false;
  }

  private boolean waited(Window window, Instants now) {
    return window.closed && now.nanoTime() - window.closedNanos >= labels.patience().toNanos();
  }

  private void forgetOlder() {
    while (hasOlder() && (!history || keptRows > MAX_OLDER_ROWS)) {
      forgetOldest();
    }
  }

  private boolean hasOlder() {
    return !windows.isEmpty() && windows.firstKey() < evaluatedWindow;
  }

  /**
   * Evaluates the oldest window once more, for the history alone, when its labels have been waited
   * for while a newer one is shown.
   */
  private void settleOlder(Instants now) {
    Map.Entry<Long, Window> oldest = windows.firstEntry();
    if (oldest == null || !hasOlder() || !waited(oldest.getValue(), now)) {
      return;
    }
    Window window = oldest.getValue();
    boolean due = window.rows.hasNews() && window.rows.size() >= config.minLabels();
    forgetOldest(); // first, so that a window that fails is not met again
    Outcomes all = due ? outcomes.of(window.rows, schema) : null;
    if (all != null) {
      revisions.add(evaluated(oldest.getKey(), window, now, all, settings));
    }
  }

  private void show(long number, Window window, Instants now) {
    Outcomes all = outcomes.of(window.rows, schema);
    window.rows.evaluated();
    if (all == null) {
      return;
    }
    boolean settledNow = !window.settled && waited(window, now);
    window.settled = waited(window, now);
    PerformanceSnapshot plain = evaluated(number, window, now, all, settings);
    snapshot =
        plain.with(
            estimated(number, all, plain.metrics(), window.settled),
            new SegmentGroups(segments, outcomes.present(window.rows)).fairness(window.rows, all),
            comparisons(window, all));
    revisions.add(snapshot);
    if (forAlerts) {
      look(number, window, now, all, settledNow);
    }
  }

  /** Evaluates a window for alerts, when it is new or says enough more than at the last look. */
  private void look(long number, Window window, Instants now, Outcomes all, boolean settledNow) {
    boolean first = number == 0 || number != lookedWindow;
    boolean more = window.rows.size() >= MORE_LABELS * lookedLabels;
    if (!first && !more && !(settledNow && window.rows.size() > lookedLabels)) {
      return;
    }
    looks = first ? 0 : looks + 1;
    lookedWindow = number;
    lookedLabels = window.rows.size();
    double level = 1 - Math.scalb(ALERT_ERROR, -looks);
    unread = evaluated(number, window, now, all, settings.withLevel(level));
  }

  private List<PerformanceSnapshot.VersionDifference> comparisons(Window window, Outcomes all) {
    ModelId own = id;
    return versions == null || own == null
        ? List.of()
        : versions.compare(own, all, window.startEpochNanos, window.endEpochNanos, settings);
  }

  /** Names what the performance is compared with, as far as it is there. */
  void compareWith(
      @Nullable EstimateMonitor estimated, @Nullable VersionBoard others, ModelId own) {
    estimates = estimated;
    versions = others;
    id = own;
  }

  /** Returns what was to be expected of the rows; a gap that lasts is a finding. */
  private List<PerformanceMetric> estimated(
      long number, Outcomes all, List<PerformanceMetric> realised, boolean settled) {
    EstimateGap gap = estimates == null ? null : estimates.compare(number, all, realised, settled);
    if (gap == null) {
      return List.of();
    }
    ConceptDrift finding = gaps.update(number, gap.finding());
    if (finding != null && config.conceptDrift()) {
      found.add(finding);
    }
    return gap.estimated();
  }

  /**
   * Returns what rules see of performance, and forgets the look at a window since the last call.
   *
   * @param estimate the newest estimate without labels, or null
   * @param window the number of the window that was just closed
   */
  PerformanceReadings takeForAlerts(@Nullable EstimateSnapshot estimate, long window) {
    PerformanceSnapshot taken = unread;
    unread = null;
    boolean revised = taken != null && taken.window() != 0 && taken.window() == takenWindow;
    takenWindow = taken == null ? takenWindow : taken.window();
    return new PerformanceReadings(taken, revised, coverage.take(), estimate, window);
  }

  /** Returns and forgets the evaluations since the last call, the newest at most. */
  List<PerformanceSnapshot> takeRevisions() {
    history = true;
    return revisions.take();
  }

  private PerformanceSnapshot evaluated(
      long number, Window window, Instants now, Outcomes all, EvaluationSettings at) {
    List<PerformanceMetric> overall = io.modelmon.performance.Evaluation.evaluateInOrder(all, at);
    int[] present = outcomes.present(window.rows);
    return new PerformanceSnapshot(
        number,
        window.startEpochNanos,
        window.endEpochNanos,
        now.epochNanos(),
        window.rows.labels(),
        window.predictions,
        overall,
        new SegmentGroups(segments, present).performance(window.rows, all, overall, at));
  }

  /** Returns and forgets the changes of errors that were found. */
  List<ConceptDrift> takeFound() {
    List<ConceptDrift> changes = List.copyOf(found);
    found.clear();
    return changes;
  }

  /** Returns the newest evaluated window, or null before there is one. */
  @Nullable PerformanceSnapshot snapshot() {
    return snapshot;
  }
}
