package io.modelmon.profile;

import io.modelmon.sketch.LagSums;
import io.modelmon.sketch.PartTally;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The second pass over one column of a reference, by the values of one segment: values per cell,
 * rows, missing ones, and how much these depend on each other in their own order.
 *
 * <p><b>Cost:</b> some 8 kB for each value of the segment that occurs. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class SegmentTally {

  private final Supplier<PartTally> empty;
  private final @Nullable Part[] parts = new Part[SegmentValues.MAX_CODES];
  private Part current;
  private int codes;
  private long rowsBefore;
  private long missingBefore;

  private static final class Part {
    final PartTally values;
    final LagSums missingLags = new LagSums();
    long rows;
    long missing;

    Part(PartTally values) {
      this.values = values;
    }
  }

  /**
   * Creates empty counts.
   *
   * @param empty gives empty counts on the column's cells
   */
  SegmentTally(Supplier<PartTally> empty) {
    this.empty = empty;
    this.current = part(0);
  }

  private Part part(int code) {
    Part known = parts[code];
    if (known == null) {
      known = new Part(empty.get());
      parts[code] = known;
      codes = Math.max(codes, code + 1);
    }
    return known;
  }

  /** Says which value of the segment the call that follows has. */
  void enter(int code) {
    current = part(code);
  }

  /** Counts a value. */
  void record(int cell) {
    current.values.record(cell);
  }

  /** Takes the column's totals at the end of a call. */
  void endCall(ColumnCounts counts) {
    int rows = (int) (counts.rows() - rowsBefore);
    int missing = (int) (counts.missing() - missingBefore);
    rowsBefore = counts.rows();
    missingBefore = counts.missing();
    if (rows > 0) {
      current.rows += rows;
      current.missing += missing;
      current.missingLags.recordHits(rows, missing);
    }
    current.values.endCall();
  }

  /** Returns the counts on groups of settled cells of a number. */
  SegmentCounts grouped(UnaryOperator<long[]> settle, boolean independent) {
    long[][] settled = cells();
    for (int code = 0; code < codes; code++) {
      settled[code] = settle.apply(settled[code]);
    }
    int[] firsts = SeasonGroups.cut(settled);
    return counts(SeasonTally.counts(firsts, settled, rows(), missing()), independent);
  }

  /** Returns the counts per category. */
  SegmentCounts ungrouped(SeasonTally.Moved moved, boolean independent) {
    return counts(SeasonTally.ungrouped(moved, cells(), rows(), missing()), independent);
  }

  private long[][] cells() {
    long[][] cells = new long[codes][];
    for (int code = 0; code < codes; code++) {
      cells[code] = part(code).values.cells();
    }
    return cells;
  }

  private long[] rows() {
    long[] rows = new long[codes];
    for (int code = 0; code < codes; code++) {
      rows[code] = part(code).rows;
    }
    return rows;
  }

  private long[] missing() {
    long[] missing = new long[codes];
    for (int code = 0; code < codes; code++) {
      missing[code] = part(code).missing;
    }
    return missing;
  }

  private SegmentCounts counts(SeasonCounts counts, boolean independent) {
    double[] effectiveRows = new double[codes];
    double[] effectiveN = new double[codes];
    for (int code = 0; code < codes; code++) {
      Part part = part(code);
      double n = counts.n(code);
      effectiveRows[code] =
          independent
              ? (double) part.rows
              : Math.min((double) part.rows, part.missingLags.effectiveN());
      effectiveN[code] = independent ? n : Math.min(n, part.values.effectiveN());
    }
    return new SegmentCounts(counts, effectiveRows, effectiveN);
  }
}
