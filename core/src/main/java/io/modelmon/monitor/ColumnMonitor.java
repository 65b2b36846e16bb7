package io.modelmon.monitor;

import io.modelmon.config.DriftConfig;
import io.modelmon.drift.CoolDown;
import io.modelmon.drift.Persistence;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.CellText;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.InvalidReason;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.PlainCounts;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.SegmentCounts;
import io.modelmon.profile.ValueRange;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.CategoryCounts;
import io.modelmon.sketch.CellGroups;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One feature or output of one model: its type, its reference or the learning of one, its counts in
 * the window and in all, and whether it has drifted.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class ColumnMonitor {

  private final Feature column;
  private final boolean compared;
  private final double effect;
  private final Persistence values;
  private final Persistence missingShare;
  private final ValueRange range;
  private final CoolDown coolDown;
  private final DailyPattern pattern = new DailyPattern();
  private final @Nullable SegmentValue segment;
  private @Nullable FeatureType type;
  private @Nullable ReferenceColumn reference;
  private @Nullable LearningColumn learning;
  private @Nullable TypeTrial trial;
  private List<@Nullable SegmentCounts> learnedSegments = List.of();
  private ColumnCounts window;
  private ColumnCounts total;

  /**
   * Creates a column without any count.
   *
   * @param type the configured type, or null
   * @param reference the reference, or null; it must not be of another type than configured
   * @param learnedRows rows from which to learn a reference if there is none; 0 learns none
   * @param range limits that are declared for its numbers
   */
  ColumnMonitor(
      Feature column,
      @Nullable FeatureType type,
      @Nullable ReferenceColumn reference,
      long learnedRows,
      DriftConfig drift,
      ValueRange range) {
    this(column, type, reference, learnedRows, drift, range, null);
  }

  private ColumnMonitor(
      Feature column,
      @Nullable FeatureType type,
      @Nullable ReferenceColumn reference,
      long learnedRows,
      DriftConfig drift,
      ValueRange range,
      @Nullable SegmentValue segment) {
    this.column = column;
    this.segment = segment;
    this.type = type != null || reference == null ? type : reference.type();
    this.reference = reference;
    this.range = range;
    DriftConfig.FeatureDrift own = drift.features().get(column.name());
    Double ownEffect = own == null ? null : own.effect();
    this.compared = drift.enabled() && (own == null || own.enabled());
    this.effect = ownEffect == null ? drift.effect() : ownEffect;
    this.values = new Persistence(drift.consecutive());
    this.missingShare = new Persistence(drift.consecutive());
    this.coolDown = new CoolDown(drift.coolDown().toNanos());
    if (reference == null && learnedRows > 0) {
      int segments = drift.enabled() ? drift.segments().size() : 0;
      learning = new LearningColumn(column.name(), learnedRows, segments);
    }
    window = empty();
    total = segment == null ? empty() : new PlainCounts(this.type);
  }

  /** Returns a column for the rows that have one value of a segment, without totals. */
  static ColumnMonitor of(
      ColumnMonitor whole, ReferenceColumn reference, DriftConfig drift, SegmentValue segment) {
    return new ColumnMonitor(
        whole.column, whole.type, reference, 0, drift, ValueRange.UNDECLARED, segment);
  }

  private ColumnCounts empty() {
    ReferenceColumn known = reference;
    return known == null || known.type() == null
        ? new PlainCounts(type, range)
        : ColumnCounts.against(known, range);
  }

  /**
   * Takes the column's cells of a block of calls.
   *
   * @return whether a reference has just been learned
   */
  boolean record(RowBlock block, int index) {
    if (type != null && learning == null && trial == null && block.isPlain(index)) {
      window.numbers(block.numbers(index), block.rows());
      return false;
    }
    boolean learned = false;
    double[] numbers = block.numbers(index);
    for (int row = 0; row < block.rows(); row++) {
      if (learning != null) {
        learning.enter(block, row);
      }
      record(numbers[row], block.text(index, row));
      if (block.endsCall(row)) {
        learned |= endCall();
      }
    }
    return learned;
  }

  /** Takes one cell of the open call. */
  void record(double value, @Nullable String text) {
    if (type == null) {
      decide(value, text);
    }
    if (trial != null) {
      trial.keep(value, text);
    }
    Cells.deliver(window, value, text);
    if (learning != null) {
      Cells.deliver(learning, value, text);
    }
  }

  /** The first value that is not missing decides the type, until there are more. */
  private void decide(double value, @Nullable String text) {
    if (text != null && !CellText.isMissing(text)) {
      type = FeatureType.CATEGORICAL;
    } else if (!Double.isNaN(value)) {
      type = FeatureType.NUMERIC;
    } else {
      return;
    }
    PlainCounts typed = new PlainCounts(type, range);
    window.endCall();
    typed.merge(window);
    trial = new TypeTrial(window);
    window = typed;
  }

  /** Decides the type by the values so far, if that is still open; before the window is used. */
  void settleType() {
    TypeTrial open = trial;
    FeatureType first = type;
    if (open == null || first == null) {
      return;
    }
    trial = null;
    FeatureType found = open.type(first);
    if (found != first) {
      type = found;
      window = new PlainCounts(found, range);
      open.replay(window);
    }
  }

  /**
   * Ends the open call.
   *
   * @return whether a reference has just been learned
   */
  boolean endCall() {
    window.endCall();
    LearningColumn learner = learning;
    TypeTrial open = trial;
    if (open != null) {
      open.endCall();
      if (open.isOver() || (learner != null && learner.isDue())) {
        settleType();
      }
    }
    if (learner == null) {
      return false;
    }
    learner.endCall();
    learner.advance(type);
    ReferenceColumn learned = learner.finished();
    if (learned == null) {
      return false;
    }
    learnedSegments = learner.segments();
    adopt(learned);
    return true;
  }

  /** From here on values are compared; those that were learned from count in the totals only. */
  private void adopt(ReferenceColumn learned) {
    learning = null;
    reference = learned;
    type = type == null ? learned.type() : type;
    ColumnCounts before = total;
    before.mergeTotals(window);
    total = empty();
    total.mergeTotals(before);
    if (total instanceof NumericCounts numeric) {
      double mean = numeric.reference().shape().mean();
      long n = numeric.reference().n();
      numeric.counts().seed(numeric.reference().cells(), n == 0 ? 0 : mean * n);
    } else if (total instanceof CategoricalCounts categorical) {
      categorical.counts().seed(learnedCells(categorical.reference()));
    }
    window = empty();
  }

  /** What a reference expects of unseen categories it has seen itself. */
  private static long[] learnedCells(CategoricalReference reference) {
    long[] cells = reference.cells().clone();
    cells[reference.index().otherCell()] += cells[reference.index().unseenCell()];
    cells[reference.index().unseenCell()] = 0;
    return cells;
  }

  /** Says that everything counted since the last time fell into a season of the reference. */
  void endSeason(int season) {
    window.endSeason(season);
  }

  /** Adds the window to the totals, of which a value of a segment has none, and starts another. */
  void closeWindow() {
    settleType();
    if (segment == null) {
      total.merge(window);
    }
    window = empty();
  }

  @Nullable FeatureType type() {
    return type;
  }

  Feature column() {
    return column;
  }

  /** Returns the value of a segment that this is about, or null for all rows. */
  @Nullable SegmentValue segment() {
    return segment;
  }

  /** Says which values of segments the call has whose cells come one by one. */
  void enter(int[] codes) {
    if (learning != null) {
      learning.enter(codes);
    }
  }

  /** Returns what was learned by the values of a segment, or null. */
  @Nullable SegmentCounts learnedSegment(int index) {
    return index < learnedSegments.size() ? learnedSegments.get(index) : null;
  }

  /** Returns whether drift is evaluated once there is a reference. */
  boolean compared() {
    return compared;
  }

  double effect() {
    return effect;
  }

  boolean learns() {
    return learning != null;
  }

  @Nullable ReferenceColumn reference() {
    return reference;
  }

  ColumnCounts window() {
    return window;
  }

  Persistence values() {
    return values;
  }

  Persistence missingShare() {
    return missingShare;
  }

  CoolDown coolDown() {
    return coolDown;
  }

  DailyPattern pattern() {
    return pattern;
  }

  /** Returns whether the feature has drifted, in its values or in its share of missing ones. */
  boolean drifted() {
    return values.drifted() || missingShare.drifted();
  }

  /** Returns everything counted so far. */
  FeatureSnapshot snapshot() {
    return new FeatureSnapshot(
        column.name(),
        type,
        total.missing() + window.missing(),
        trial == null ? invalid() : Map.of(), // may fall when another type wins, a counter not
        histogram(),
        column.sensitive() ? Map.of() : categories(),
        coolDown.suppressed());
  }

  private Map<String, Long> invalid() {
    Map<String, Long> invalid = new HashMap<>();
    for (InvalidReason reason : InvalidReason.values()) {
      long count = total.invalid(reason) + window.invalid(reason);
      if (count > 0) {
        invalid.put(reason.attribute(), count);
      }
    }
    return invalid;
  }

  private FeatureSnapshot.@Nullable HistogramSnapshot histogram() {
    if (!(total instanceof NumericCounts all) || !(window instanceof NumericCounts recent)) {
      return null;
    }
    CellGroups groups = all.reference().groups();
    long[] counts = groups.sum(all.counts().cells());
    long[] open = groups.sum(recent.counts().cells());
    for (int i = 0; i < counts.length; i++) {
      counts[i] += open[i];
    }
    return new FeatureSnapshot.HistogramSnapshot(
        groups.bounds(all.reference().grid()), counts, all.counts().sum() + recent.counts().sum());
  }

  private Map<String, Long> categories() {
    if (!(total instanceof CategoricalCounts all)
        || !(window instanceof CategoricalCounts recent)) {
      return Map.of();
    }
    CategoryCounts counts = all.counts();
    Map<String, Long> named = new LinkedHashMap<>();
    for (int cell = 0; cell < counts.cells().length; cell++) {
      long count = counts.cells()[cell] + recent.counts().cells()[cell];
      named.merge(counts.index().name(cell), count, Long::sum);
    }
    return named;
  }
}
