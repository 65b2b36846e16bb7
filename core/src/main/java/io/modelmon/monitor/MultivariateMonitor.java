package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.RowComparison;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.drift.Persistence;
import io.modelmon.drift.Transition;
import io.modelmon.profile.SampledRows;
import io.modelmon.sketch.RowReservoir;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole rows of one version of a model: samples those of the open window, has closed windows
 * compared elsewhere, one at a time, and remembers what that said.
 *
 * <p>A window whose turn comes while an earlier one is still compared is counted and left out. All
 * configured tests are one verdict: a window is flagged when any of them has a p-value below alpha
 * divided by their number.
 *
 * <p><b>Cost:</b> on the monitor thread a copy per sampled cell, and nothing at window close but
 * the exchange of two reservoirs. <br>
 * <b>Threads:</b> confined to the monitor thread; the comparison runs on the worker.
 */
final class MultivariateMonitor {

  static final int LIVE_ROWS = 1_000;
  private static final int LIVE_CELLS = 1 << 17;
  private static final int MIN_PERMUTATIONS = 499;
  private static final int MAX_PERMUTATIONS = 9_999;
  private static final long SEED = 0x6d6f_6465_6c6d_6f6eL;

  private final int[] columns;
  private final DriftConfig drift;
  private final Executor worker;
  private final Persistence persistence;
  private final Map<String, Long> windows = new TreeMap<>();
  private final AtomicReference<MultivariateTask.@Nullable Result> result = new AtomicReference<>();
  private RowReservoir rows;
  private @Nullable RowReservoir spare;
  private @Nullable Reference reference;
  private boolean busy;
  private @Nullable Throwable failure;
  private @Nullable WindowSnapshot window;
  private @Nullable FeatureDrift latest;

  /**
   * What windows are compared with.
   *
   * @param rows its sampled rows, columns as the live ones
   * @param share how many independent rows one of them is worth, in (0, 1]
   * @param encoder how both become points
   */
  record Reference(SampledRows rows, double share, RowEncoder encoder) {}

  /**
   * Creates a monitor that has seen nothing.
   *
   * @param columns indices of the columns of a row that take part
   * @param reference what windows are compared with, or null to learn it first
   * @param worker where comparisons run; may refuse
   */
  MultivariateMonitor(
      int[] columns, DriftConfig drift, @Nullable Reference reference, Executor worker) {
    this.columns = columns;
    this.drift = drift;
    this.reference = reference;
    this.worker = worker;
    this.persistence = new Persistence(drift.consecutive());
    this.rows =
        reference == null
            ? new RowReservoir(columns.length, SampledRows.capacity(columns.length), SEED)
            : liveReservoir();
  }

  private RowReservoir liveReservoir() {
    int capacity = Math.min(LIVE_ROWS, LIVE_CELLS / Math.max(1, columns.length));
    return new RowReservoir(columns.length, capacity, ~SEED);
  }

  /** Returns the indices of the columns that take part. */
  IntStream columns() {
    return Arrays.stream(columns);
  }

  /** Takes the rows of a block, before anything overwrites them. */
  void record(RowBlock block) {
    rows.record(LiveRows.of(block, columns), block.rows());
  }

  /** Takes the rows of a call. */
  void record(CapturedCall call, int count) {
    rows.record(LiveRows.of(call, columns), count);
  }

  /** Returns the rows sampled so far, named; for a reference that is learned. */
  SampledRows learnedRows(List<String> names) {
    return new SampledRows(names, rows.sample());
  }

  /** Ends learning: from here on windows are compared. */
  void learned(Reference known) {
    reference = known;
    rows = liveReservoir();
  }

  /** Forgets the rows of the open window. */
  void discardWindow() {
    if (reference != null) {
      rows.reset();
    }
  }

  /** Has a closed window compared; call this before {@link #discardWindow}. */
  void close(WindowSnapshot closed) {
    Reference known = reference;
    if (known == null || closed.verdict() == WindowVerdict.INSUFFICIENT) {
      return;
    }
    if (busy) {
      count("busy");
      return;
    }
    MultivariateTask.Input input =
        new MultivariateTask.Input(
            closed, rows, known.rows().sample(), known.share(), known.encoder());
    List<RowComparison> tests = drift.multivariate();
    try {
      busy = true;
      worker.execute(new MultivariateTask(input, tests, permutations(), result));
    } catch (RejectedExecutionException e) {
      busy = false;
      count("busy");
      return;
    }
    RowReservoir next = spare;
    spare = null;
    rows = next == null ? liveReservoir() : next;
  }

  /** Returns so many that a single p-value can be well below what is significant. */
  private int permutations() {
    double wanted = Math.ceil(2 / significance());
    return (int) Math.max(MIN_PERMUTATIONS, Math.min(MAX_PERMUTATIONS, wanted));
  }

  private double significance() {
    return drift.alpha() / drift.multivariate().size();
  }

  private void count(String outcome) {
    windows.merge(outcome, 1L, Long::sum);
  }

  /**
   * Takes the result of a comparison that has ended.
   *
   * @return what it changed, or null when none has ended
   */
  @Nullable List<ModelEvent> collect(Instants now) {
    MultivariateTask.Result ended = busy ? result.getAndSet(null) : null;
    if (ended == null) {
      return null;
    }
    busy = false;
    RowReservoir returned = ended.input().current();
    returned.reset();
    spare = returned;
    if (ended.failure() != null) {
      failure = ended.failure();
      count("failed");
      return List.of();
    }
    count("evaluated");
    return update(ended, now);
  }

  private List<ModelEvent> update(MultivariateTask.Result ended, Instants now) {
    List<Measure> measures = new ArrayList<>(ended.measures());
    measures.sort(Comparator.comparingDouble(MultivariateMonitor::order));
    Measure primary = measures.get(0);
    boolean flagged = order(primary) < significance();
    boolean conclusive = primary.status() == DriftStatus.OK;
    Transition change = conclusive ? persistence.update(flagged) : Transition.NONE;
    FeatureDrift said =
        new FeatureDrift(
            FeatureDrift.ALL_FEATURES,
            primary,
            primary.sizes().currentN(),
            primary.sizes().currentEffectiveN(),
            primary.sizes().referenceN(),
            0,
            flagged,
            persistence.drifted(),
            measures.subList(1, measures.size()));
    window = ended.input().window();
    latest = said;
    if (change == Transition.NONE) {
      return List.of();
    }
    ModelEvent.Kind kind =
        change == Transition.DETECTED
            ? ModelEvent.Kind.DRIFT_DETECTED
            : ModelEvent.Kind.DRIFT_RESOLVED;
    return List.of(new ModelEvent(kind, now.epochNanos(), "", window, said));
  }

  /** Returns the p-value, or more than any where there is none. */
  private static double order(Measure measure) {
    return measure.status() == DriftStatus.OK ? measure.pValue() : 2;
  }

  /** Returns and forgets why the last comparison failed, or null when none has. */
  @Nullable Throwable takeFailure() {
    Throwable taken = failure;
    failure = null;
    return taken;
  }

  MultivariateSnapshot snapshot() {
    return new MultivariateSnapshot(window, latest, windows);
  }
}
