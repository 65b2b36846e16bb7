package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.config.DriftConfig;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.SeasonCounts;
import io.modelmon.profile.SegmentCounts;
import io.modelmon.profile.SegmentReference;
import io.modelmon.profile.SegmentValues;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a model by the values of its segments: each value has a window and a reference of
 * its own for every column.
 *
 * <p>A value of a column is there from its first row on, and only where its reference holds enough.
 * Its rows are counted in their own order, so that the effective size is that of the value alone.
 *
 * <p><b>Cost:</b> some 5 kB for a number and a value, 7 kB for a category; one more count per value
 * of a row and segment. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class SegmentMonitor {

  private final List<SegmentValues> segments = new ArrayList<>();
  private final List<ColumnMonitor> columns;
  private final DriftConfig drift;
  private final Consumer<String> log;
  private final int[] positions;
  private final int[] current;

  /** By segment, code and column. */
  private final @Nullable ColumnMonitor[][][] parts;

  /** By segment and column: the references by code. */
  private final @Nullable References[][] references;

  private final long[][] rows;
  private final int[] order = new int[RowBlock.MAX_ROWS];
  private final double[] gathered = new double[RowBlock.MAX_ROWS];

  private record References(List<@Nullable ReferenceColumn> byCode) {}

  /**
   * Creates the monitor of all columns, which do not know their segments yet.
   *
   * @param profile the reference, or null while it is learned
   */
  SegmentMonitor(
      List<ColumnMonitor> columns,
      ModelSchema schema,
      DriftConfig drift,
      @Nullable ReferenceProfile profile,
      Consumer<String> log) {
    this.columns = columns;
    this.drift = drift;
    this.log = log;
    List<String> named = drift.segments();
    int count = named.size();
    this.positions = named.stream().mapToInt(schema.segments()::indexOf).toArray();
    this.current = new int[count];
    this.parts = new ColumnMonitor[count][SegmentValues.MAX_CODES][];
    this.references = new References[count][columns.size()];
    this.rows = new long[count][SegmentValues.MAX_CODES];
    for (int i = 0; i < count; i++) {
      SegmentReference known = profile == null ? null : profile.segment(named.get(i));
      segments.add(known == null ? new SegmentValues(named.get(i)) : SegmentValues.of(known));
      if (known != null) {
        refer(i, known.columns());
      } else if (profile != null) {
        log.accept(
            "the reference is not divided by segment '%s' (profile --segment-column): its features are compared as a whole only"
                .formatted(named.get(i)));
      }
    }
  }

  /** Returns the number of segments. */
  int count() {
    return segments.size();
  }

  private void refer(int segment, Map<String, SegmentCounts> counts) {
    TreeSet<String> thin = new TreeSet<>();
    for (int column = 0; column < columns.size(); column++) {
      ReferenceColumn whole = columns.get(column).reference();
      SegmentCounts own = counts.get(columns.get(column).column().name());
      if (own == null || whole == null || !columns.get(column).compared()) {
        continue;
      }
      References found = new References(own.references(whole));
      references[segment][column] = found;
      for (int code = 0; code < found.byCode.size(); code++) {
        if (found.byCode.get(code) == null && own.counts().rows()[code] > 0) {
          thin.add(segments.get(segment).value(code));
        }
        @Nullable ColumnMonitor[] known = parts[segment][code];
        if (known != null) {
          known[column] = part(segment, code, column);
        }
      }
    }
    if (!thin.isEmpty()) {
      log.accept(
          "the reference has fewer than %d values of some features where %s is one of %s; they are not judged there"
              .formatted(SeasonCounts.MIN_VALUES, segments.get(segment).name(), thin));
    }
  }

  private @Nullable ColumnMonitor part(int segment, int code, int column) {
    References known = references[segment][column];
    ReferenceColumn reference =
        known == null || code >= known.byCode.size() ? null : known.byCode.get(code);
    return reference == null
        ? null
        : ColumnMonitor.of(columns.get(column), reference, drift, value(segment, code));
  }

  private SegmentValue value(int segment, int code) {
    return new SegmentValue(segments.get(segment).name(), segments.get(segment).value(code));
  }

  private @Nullable ColumnMonitor[] parts(int segment, int code) {
    @Nullable ColumnMonitor[] known = parts[segment][code];
    if (known == null) {
      known = new ColumnMonitor[columns.size()];
      for (int column = 0; column < known.length; column++) {
        known[column] = part(segment, code, column);
      }
      parts[segment][code] = known;
    }
    return known;
  }

  /** Takes the learned references of columns that have just got theirs. */
  void adopt() {
    for (int segment = 0; segment < segments.size(); segment++) {
      Map<String, SegmentCounts> learned = new HashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        SegmentCounts own = columns.get(column).learnedSegment(segment);
        if (own != null && references[segment][column] == null) {
          learned.put(columns.get(column).column().name(), own);
        }
      }
      refer(segment, learned);
    }
  }

  /** Returns how the learned columns are divided, now that no further value will be learned. */
  List<SegmentReference> learned() {
    List<SegmentReference> all = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Map<String, SegmentCounts> counts = new HashMap<>();
      for (ColumnMonitor column : columns) {
        SegmentCounts own = column.learnedSegment(i);
        if (own != null) {
          counts.put(column.column().name(), own);
        }
      }
      segments.get(i).complete();
      all.add(new SegmentReference(segments.get(i).name(), segments.get(i).values(), counts));
    }
    return all;
  }

  /** Returns the codes of a call's values, by segment; used again for the next call. */
  int[] enter(CapturedCall call) {
    for (int i = 0; i < positions.length; i++) {
      boolean known = positions[i] >= 0; // else the ring was opened without it
      current[i] = segments.get(i).code(known ? call.segment(positions[i]) : null);
    }
    return current;
  }

  /** Returns the codes that were entered last. */
  int[] current() {
    return current;
  }

  /**
   * Counts a block of rows; must come before the columns, which overwrite its numbers.
   *
   * @return what failed in a column, or null
   */
  @Nullable RuntimeException record(RowBlock block) {
    RuntimeException failure = null;
    for (int segment = 0; segment < segments.size(); segment++) {
      int[] starts = sort(block, segment);
      for (int code = 0; code < SegmentValues.MAX_CODES; code++) {
        int from = starts[code];
        int to = starts[code + 1];
        rows[segment][code] += to - from;
        @Nullable ColumnMonitor[] own = from == to ? null : parts(segment, code);
        for (int column = 0; own != null && column < own.length; column++) {
          try {
            record(block, own[column], column, from, to);
          } catch (RuntimeException e) {
            failure = e; // the other columns must not miss these rows
          }
        }
      }
    }
    return failure;
  }

  /** Orders the rows of a block by code, and returns where each code starts. */
  private int[] sort(RowBlock block, int segment) {
    int[] starts = new int[SegmentValues.MAX_CODES + 1];
    for (int row = 0; row < block.rows(); row++) {
      starts[block.code(segment, row) + 1]++;
    }
    for (int code = 0; code < SegmentValues.MAX_CODES; code++) {
      starts[code + 1] += starts[code];
    }
    int[] next = Arrays.copyOf(starts, SegmentValues.MAX_CODES);
    for (int row = 0; row < block.rows(); row++) {
      order[next[block.code(segment, row)]++] = row;
    }
    return starts;
  }

  private void record(RowBlock block, @Nullable ColumnMonitor part, int column, int from, int to) {
    if (part == null) {
      return;
    }
    double[] numbers = block.numbers(column);
    if (block.isPlain(column)) {
      for (int i = from; i < to; i++) {
        gathered[i - from] = numbers[order[i]];
      }
      part.window().numbers(gathered, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      int row = order[i];
      part.record(numbers[row], block.text(column, row));
      if (block.endsCall(row)) {
        boolean unused = part.endCall();
      }
    }
  }

  /** Counts the features of a call that threw; its codes are those entered last. */
  void recordFeatures(CapturedCall call, int callRows, int features) {
    for (int segment = 0; segment < segments.size(); segment++) {
      rows[segment][current[segment]] += callRows;
      @Nullable ColumnMonitor[] own = parts(segment, current[segment]);
      for (int column = 0; column < features; column++) {
        ColumnMonitor part = own[column];
        for (int row = 0; part != null && row < callRows; row++) {
          double value = call.value(row, column);
          part.record(value, Cells.text(call, row, column, value));
        }
        boolean unused = part != null && part.endCall();
      }
    }
  }

  /** Ends a call that could not be counted to its end. */
  void abandonCall() {
    all().forEach(ColumnMonitor::endCall);
  }

  private List<ColumnMonitor> all() {
    List<ColumnMonitor> all = new ArrayList<>();
    for (int segment = 0; segment < segments.size(); segment++) {
      for (int code = 0; code < SegmentValues.MAX_CODES; code++) {
        all.addAll(known(segment, code));
      }
    }
    return all;
  }

  private List<ColumnMonitor> known(int segment, int code) {
    List<ColumnMonitor> found = new ArrayList<>();
    @Nullable ColumnMonitor[] own = parts[segment][code];
    for (int column = 0; own != null && column < own.length; column++) {
      ColumnMonitor part = own[column];
      if (part != null) {
        found.add(part);
      }
    }
    return found;
  }

  /** Returns the columns of the values that have enough rows to be judged. */
  List<ColumnMonitor> judged(long minRows) {
    List<ColumnMonitor> judged = new ArrayList<>();
    for (int segment = 0; segment < segments.size(); segment++) {
      for (int code = 0; code < SegmentValues.MAX_CODES; code++) {
        if (rows[segment][code] >= minRows) {
          judged.addAll(known(segment, code));
        }
      }
    }
    return judged;
  }

  /** Returns what a closed window says, with what of it has which value. */
  SegmentDrift said(WindowSnapshot window, long minRows) {
    boolean sufficient = window.verdict() != WindowVerdict.INSUFFICIENT;
    List<SegmentDrift.Rows> values = new ArrayList<>();
    for (int segment = 0; segment < segments.size(); segment++) {
      for (int code = 0; code < segments.get(segment).values().size(); code++) {
        long own = rows[segment][code];
        if (own > 0) {
          boolean judged = sufficient && own >= minRows && !known(segment, code).isEmpty();
          values.add(new SegmentDrift.Rows(value(segment, code), own, judged));
        }
      }
    }
    return new SegmentDrift(window.segments().compared(), values);
  }

  /**
   * Returns the snapshots of all columns with the transitions of all values that were not reported.
   */
  List<FeatureSnapshot> withSuppressed(List<FeatureSnapshot> features) {
    long[] suppressed = new long[columns.size()];
    for (@Nullable ColumnMonitor[][] codes : parts) {
      for (@Nullable ColumnMonitor[] own : codes) {
        for (int column = 0; own != null && column < own.length; column++) {
          ColumnMonitor part = own[column];
          suppressed[column] += part == null ? 0 : part.coolDown().suppressed();
        }
      }
    }
    List<FeatureSnapshot> all = new ArrayList<>();
    for (int column = 0; column < suppressed.length; column++) {
      all.add(features.get(column).withSuppressed(suppressed[column]));
    }
    return all;
  }

  /** Starts a new window. */
  void closeWindow() {
    all().forEach(ColumnMonitor::closeWindow);
    for (long[] counts : rows) {
      Arrays.fill(counts, 0);
    }
  }
}
