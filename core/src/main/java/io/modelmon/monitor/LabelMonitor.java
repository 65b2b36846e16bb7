package io.modelmon.monitor;

import io.modelmon.capture.CallConsumer;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.DeliveredLabel;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.LabelLoss;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.Expression;
import io.modelmon.config.LabelStoreConfig;
import io.modelmon.config.LabelsConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.performance.join.IdHash;
import io.modelmon.performance.join.JoinAccount;
import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelOutcome;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.PredictionOutcome;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.profile.CellText;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one entry of the configuration: all names and versions of its models share one
 * join.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class LabelMonitor implements CallConsumer {

  /** Entries of a join in memory: predictions that wait, labels that are early or remembered. */
  static final int CAPACITY = 1 << 20;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Labels of files that one poll takes at most, so that rings are not kept waiting. */
  private static final int MAX_DELIVERED = 1024;

  private final LabelCapture capture;
  private final ModelConfig config;
  private final LabelStore store;
  private final Consumer<String> log;
  private final LabelId id = new LabelId();
  private final HeldLabels held = new HeldLabels(this::join);
  private final VersionBoard board = new VersionBoard();
  private final List<ModelMonitor> known = new ArrayList<>();
  private final Map<Integer, ModelMonitor> versions = new HashMap<>();
  private @Nullable Joining joining;
  private @Nullable RowLog rowLog;
  private long unreadable;
  private boolean hurried;
  private boolean saidDropped;
  private Instants now;

  /** What is there once it is known what to keep of a prediction. */
  private record Joining(
      LabelJoin join, OutcomeCodec codec, SegmentCodes segments, WaitingPrediction row) {}

  LabelMonitor(
      LabelCapture capture,
      ModelConfig config,
      LabelStore store,
      Consumer<String> log,
      Instants now) {
    this.capture = capture;
    this.config = config;
    this.store = store;
    this.log = log;
    this.now = now;
  }

  /** Opens the join if it is known what to keep of a prediction; else it stays closed. */
  private void open(PredictionConfig outputs, @Nullable ModelSchema schema) {
    LabelsConfig labels = config.labels();
    JoinShape shape =
        joining != null ? null : OutcomeCodec.shape(outputs, schema, labels.segments().size());
    if (shape == null || isOpening()) {
      return;
    }
    JoinPolicy policy =
        new JoinPolicy(
            Math.min(labels.patience().toMillis(), labels.expire().toMillis()),
            labels.expire().toMillis(),
            Math.min(labels.early().toMillis(), labels.expire().toMillis()),
            capacity(shape));
    LabelJoin join = store.join(name(), shape, policy, this::joined);
    OutcomeCodec codec = new OutcomeCodec(config.prediction(), join.names(), join.ids());
    SegmentCodes segments = new SegmentCodes(List.copyOf(labels.segments().keySet()), join.names());
    Joining opened = new Joining(join, codec, segments, new WaitingPrediction(shape));
    joining = opened;
    known.forEach(source -> version(source, opened));
  }

  /** Returns whether predictions are better left in their ring until the store is open. */
  boolean isOpening() {
    return joining == null && !hurried && store.isOpening();
  }

  /** Waits no longer for the store. */
  void hurry() {
    hurried = true;
  }

  /** Lists take more room: as many wait as the same memory holds. */
  private static int capacity(JoinShape shape) {
    return shape.classes() ? CAPACITY : CAPACITY / (1 + shape.scores() / 8);
  }

  /**
   * Learns of a version that may never be called here, while labels of predictions that another
   * process makes come to this one. Not where scores are in the order of columns, which the first
   * call tells.
   */
  void know(ModelMonitor source) {
    if (OutcomeCodec.task(config.prediction()) == TaskType.PROBABILITIES) {
      return;
    }
    known.add(source);
    Joining active = joining;
    if (active != null) {
      int unused = version(source, active);
    }
  }

  /** Returns where the versions of its models are compared. */
  VersionBoard versions() {
    return board;
  }

  /** Returns whether its labels travel in the ring of a model, once that is open. */
  boolean hasModel() {
    return capture.hasModel();
  }

  /** Returns the model's name, or the expression it is read from. */
  String name() {
    String literal = config.name().literal();
    Expression from = config.name().from();
    return literal != null ? literal : "{" + from + "}";
  }

  /** Moves the clock. */
  void advance(Instants time) {
    now = time;
    if (joining != null) {
      joining.join.advance(time.epochNanos() / NANOS_PER_MILLI);
      sayDropped(joining.join);
    }
  }

  /** Says once that something was given up which only a counter would tell of. */
  private void sayDropped(LabelJoin join) {
    if (saidDropped) {
      return;
    }
    JoinAccount account = join.account();
    if (account.labels(LabelOutcome.DROPPED) + account.predictions(PredictionOutcome.DROPPED) > 0) {
      saidDropped = true;
      boolean shared = config.labels().store().database() != null;
      log.accept(
          "labels of "
              + name()
              + ": more wait than there is room for; those that are given up count as dropped"
              + " (this is said once). "
              + (shared
                  ? "See that the label database can be reached and is quick enough"
                  : "Shorten labels.expire or labels.early, or let labels come after predictions"));
    }
  }

  /** Drains the labels that do not travel in the ring of a model. Returns how many came. */
  int drain(Instants time, boolean force) {
    now = time;
    open(config.prediction(), null);
    if (force) {
      int unused = capture.heal();
    }
    CaptureBuffer ring = capture.ownRing();
    return ring == null || joining == null ? 0 : ring.drain(this::acceptOwn, force);
  }

  /** Takes a label of the ring that has no model to guard it: a failure costs this one. */
  private void acceptOwn(CapturedCall label) {
    try {
      accept(label);
    } catch (RuntimeException | LinkageError e) {
      unreadable++;
    }
  }

  /** Takes a label. */
  @Override
  public void accept(CapturedCall label) {
    Joining active = joining;
    if (active == null) {
      unreadable++;
      return;
    }
    double value = active.codec.label(label.labelNumber(), label.labelText());
    if (Double.isNaN(value)) {
      unreadable++;
      return;
    }
    IdHash hash = active.join.ids();
    id.hash(hash, label, 0);
    long high = hash.high();
    long low = hash.low();
    RowLog log = rowLog;
    String logged = log == null ? null : log.id(label, 0, hash);
    String text = logged == null ? "" : text(label.labelNumber(), label.labelText());
    long millis = epochMillis(label.startNanos());
    held.add(
        new HeldLabels.Label(high, low, millis, value, logged, text), active.join.meets(high, low));
  }

  private void join(HeldLabels.Label label) {
    Joining active = joining;
    if (active == null) {
      return;
    }
    LabelOutcome outcome =
        active.join.labelled(label.high(), label.low(), label.epochMillis(), label.value());
    RowLog log = rowLog;
    String logged = label.logged();
    if (log == null || logged == null) {
      return;
    }
    TaskType task = OutcomeCodec.task(config.prediction());
    double value = label.value();
    boolean number = task == TaskType.NUMBER;
    boolean ranked = task == TaskType.RANKING;
    log.labelled(
        name(),
        logged,
        label.epochMillis(),
        number ? value : Double.NaN,
        number ? null : ranked ? label.text() : active.join.names().name((int) value),
        outcome);
  }

  /** Returns whether labels are held back that the next drain passes on. */
  boolean isHolding() {
    return !held.isEmpty();
  }

  /** Returns a label that is one item or several as a text. */
  private static String text(double number, @Nullable String text) {
    return text == null
        ? CellText.category(number)
        : text.replace(SlotKeys.ITEM, ',').substring(text.indexOf(SlotKeys.ITEM) == 0 ? 1 : 0);
  }

  /** Logs the windows that were evaluated since the last time. */
  private void log(RowLog log, Joining active) {
    for (ModelMonitor source : versions.values()) {
      PerformanceMonitor judged = source.performance(active.join.names(), active.segments);
      for (PerformanceSnapshot revision : judged.takeRevisions()) {
        log.evaluated(source.id(), revision);
      }
    }
  }

  /** Names where labels are logged. */
  void logTo(@Nullable PredictionSink sink) {
    String literal = config.name().literal();
    rowLog =
        sink == null
            ? null
            : literal == null ? new RowLog(sink, this) : RowLog.of(sink, literal, this);
  }

  /** Returns what ids are hashed with, or null before the join is open. */
  @Nullable IdHash ids() {
    return joining == null ? null : joining.join.ids();
  }

  /** Notes that all rings have been drained. */
  void drained() {
    try {
      held.drained();
    } catch (RuntimeException | LinkageError e) {
      unreadable++;
    }
  }

  /**
   * Takes labels that did not come by a call, some at a time, once all predictions are known here
   * that wait. Returns how many came.
   */
  int takeDelivered() {
    Joining active = joining;
    if (active != null && rowLog != null) {
      log(rowLog, active);
    }
    if (active == null || !active.join.isReady()) {
      return 0;
    }
    int taken = 0;
    while (taken < MAX_DELIVERED) {
      DeliveredLabel label = capture.inbox().poll();
      if (label == null) {
        break;
      }
      taken++;
      boolean usable = false;
      try {
        usable = take(active, label);
      } catch (RuntimeException | LinkageError e) {
        unreadable++;
      } finally {
        label.source().taken(label, usable); // who delivered it waits for the answer
      }
    }
    return taken;
  }

  private boolean take(Joining active, DeliveredLabel label) {
    double value = active.codec.label(label.number(), label.text());
    if (Double.isNaN(value)) {
      unreadable++;
      return false;
    }
    long millis = now.epochNanos() / NANOS_PER_MILLI;
    if (label.epochMillis() != DeliveredLabel.NOW) {
      millis = Math.max(0, Math.min(millis, label.epochMillis()));
    }
    IdHash hash = active.join.ids();
    hash.update(label.id());
    long high = hash.high();
    long low = hash.low();
    RowLog log = rowLog;
    String logged = log == null ? null : log.id(label.id(), hash);
    String text = logged == null ? "" : text(label.number(), label.text());
    held.add(new HeldLabels.Label(high, low, millis, value, logged, text), true);
    return true;
  }

  private long epochMillis(long nanoTime) {
    return (now.epochNanos() - (now.nanoTime() - nanoTime)) / NANOS_PER_MILLI;
  }

  /**
   * Takes the predictions of a call that returned.
   *
   * @param source the version that was called
   * @param window the number of the window that counts it
   */
  void predicted(ModelMonitor source, CapturedCall call, ModelSchema schema, long window) {
    PredictionConfig outputs = source.outputs();
    open(outputs, schema);
    Joining active = joining;
    if (active == null) {
      return;
    }
    int version = version(source, active);
    WaitingPrediction row = active.row;
    long millis = epochMillis(call.startNanos() + call.durationNanos());
    for (int i = 0; i < call.capturedRows(); i++) {
      if (!call.hasId(i)) {
        continue;
      }
      double predicted = active.codec.predicted(call, i, schema, outputs, row);
      row.fill(version, (int) Math.min(Integer.MAX_VALUE, window), millis, predicted);
      for (int segment = 0; segment < row.segments(); segment++) {
        row.segment(segment, active.segments.code(segment, call.segment(segment)));
      }
      source.performance(active.join.names(), active.segments).predicted(window);
      IdHash hash = active.join.ids();
      id.hash(hash, call, i);
      long high = hash.high();
      long low = hash.low();
      active.join.predicted(high, low, row);
      if (!held.isEmpty()) {
        passHeld(high, low);
      }
    }
  }

  /** The other rows of the call wait for their labels whatever becomes of this one's. */
  private void passHeld(long high, long low) {
    try {
      held.predicted(high, low);
    } catch (RuntimeException | LinkageError e) {
      unreadable++;
    }
  }

  private int version(ModelMonitor source, Joining active) {
    String name =
        config.name().literal() != null
            ? source.id().version()
            : source.id().name() + "\n" + source.id().version();
    int code = active.join.names().code(name);
    versions.putIfAbsent(code, source);
    return code;
  }

  private void joined(WaitingPrediction prediction, double label, long labelMillis) {
    ModelMonitor source = versions.get(prediction.version());
    Joining active = joining;
    if (source == null || active == null) {
      return;
    }
    try {
      source.labelled(
          source.performance(active.join.names(), active.segments),
          active.codec.judged(prediction, label),
          active.codec.judged(label),
          labelMillis - prediction.epochMillis());
    } catch (RuntimeException | LinkageError e) {
      source.fail("a label could not be counted", e);
    }
  }

  /** Returns how many labels and losses there were; cheap enough to poll. */
  long changes() {
    JoinAccount account = joining == null ? null : joining.join.account();
    long sum = unreadable;
    for (LabelLoss reason : LabelLoss.values()) {
      sum += capture.lost(reason);
    }
    if (account == null) {
      return sum;
    }
    for (LabelOutcome outcome : LabelOutcome.values()) {
      sum += account.labels(outcome); // also those that time alone decides
    }
    sum += store.status().stored();
    return sum + account.labels() + account.predictions(PredictionOutcome.EXPIRED);
  }

  LabelSnapshot snapshot(long startEpochNanos) {
    Map<String, Long> labels = new TreeMap<>();
    Map<String, Long> predictions = new TreeMap<>();
    Map<String, Long> lost = new TreeMap<>();
    JoinAccount account = joining == null ? null : joining.join.account();
    if (account != null) {
      for (LabelOutcome outcome : LabelOutcome.values()) {
        put(labels, outcome.text(), account.labels(outcome));
      }
      for (PredictionOutcome outcome : PredictionOutcome.values()) {
        put(predictions, outcome.text(), account.predictions(outcome));
      }
      put(labels, "expired", account.predictions(PredictionOutcome.EXPIRED));
    }
    for (LabelLoss reason : LabelLoss.values()) {
      long more = reason == LabelLoss.LABEL ? unreadable : 0;
      put(lost, reason.reason(), capture.lost(reason) + more);
    }
    return new LabelSnapshot(
        name(),
        startEpochNanos,
        labels,
        lost,
        predictions,
        account == null ? 0 : account.waiting(),
        config.labels().store().equals(LabelStoreConfig.MEMORY) ? null : store.status());
  }

  private static void put(Map<String, Long> counts, String key, long count) {
    if (count > 0) {
      counts.put(key, count);
    }
  }
}
