package io.modelmon.profile;

import io.modelmon.sketch.CountedGrid;
import io.modelmon.sketch.NumericGrid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one reference column by the values of a segment, on groups of the column's cells.
 *
 * <p>A window of one value of the segment is compared with the reference of that value alone, see
 * {@link #references}: a column like any other, on a coarser grid whose edges are edges of the
 * whole one. What a group hides is bounded as it is for seasons, see {@link SeasonCounts#coarsest}.
 *
 * <p><b>Cost:</b> 8 bytes per value of the segment and group. <br>
 * <b>Threads:</b> immutable.
 */
public final class SegmentCounts {

  private final SeasonCounts counts;
  private final double[] effectiveRows;
  private final double[] effectiveN;

  /**
   * Creates counts; the arrays are not copied.
   *
   * @param counts what was counted, by code of the value
   * @param effectiveRows how many independent rows each value's rows are worth
   * @param effectiveN the same of the values of the column that can be compared
   */
  public SegmentCounts(SeasonCounts counts, double[] effectiveRows, double[] effectiveN) {
    int parts = counts.seasons();
    if (parts > SegmentValues.MAX_CODES
        || effectiveRows.length != parts
        || effectiveN.length != parts) {
      throw new IllegalArgumentException("there must be sizes for every value of a segment");
    }
    for (int code = 0; code < parts; code++) {
      boolean rows = effectiveRows[code] >= 0 && effectiveRows[code] <= counts.rows()[code];
      boolean values = effectiveN[code] >= 0 && effectiveN[code] <= counts.n(code);
      if (!rows || !values) {
        throw new IllegalArgumentException("effective sizes must be in [0, n]");
      }
    }
    this.counts = counts;
    this.effectiveRows = effectiveRows;
    this.effectiveN = effectiveN;
  }

  /** Returns what was counted, by code of the value. */
  public SeasonCounts counts() {
    return counts;
  }

  /** Returns how many independent rows the rows of a value are worth. */
  public double effectiveRows(int code) {
    return effectiveRows[code];
  }

  /** Returns how many independent values the column's values are worth where it is that value. */
  public double effectiveN(int code) {
    return effectiveN[code];
  }

  /** Checks that the values together are the column. */
  void requireWhole(ReferenceColumn whole) {
    if (whole instanceof NumericReference numeric) {
      counts.requireWhole(numeric.cells(), whole.totals());
    } else if (whole instanceof CategoricalReference categorical) {
      counts.requireWhole(categorical.cells(), whole.totals());
      if (counts.firstCells().length != categorical.cells().length) {
        throw new IllegalArgumentException("categories of a segment must not be grouped");
      }
    } else {
      throw new IllegalArgumentException("column '" + whole.name() + "' has nothing to divide");
    }
  }

  /**
   * Returns the reference of each value by its code, null where it has fewer than {@value
   * SeasonCounts#MIN_VALUES} values and says too little.
   *
   * @param whole the column that this divides
   */
  public List<@Nullable ReferenceColumn> references(ReferenceColumn whole) {
    List<@Nullable ReferenceColumn> parts = new ArrayList<>();
    NumericReference numeric = whole instanceof NumericReference number ? number : null;
    CountedGrid cells = numeric == null ? null : grouped(numeric);
    for (int code = 0; code < counts.seasons(); code++) {
      if (!counts.isKnown(code)) {
        parts.add(null);
      } else if (numeric != null && cells != null) {
        parts.add(number(numeric, cells, code));
      } else if (whole instanceof CategoricalReference categorical) {
        parts.add(
            new CategoricalReference(
                whole.name(),
                totals(code),
                categorical.index(),
                counts.counts(code),
                EffectiveSize.of(effectiveN[code]),
                categorical.distinct()));
      } else {
        parts.add(null);
      }
    }
    return parts;
  }

  private ColumnTotals totals(int code) {
    long rows = counts.rows()[code];
    long missing = counts.missing()[code];
    return new ColumnTotals(rows, missing, rows - missing - counts.n(code), effectiveRows[code]);
  }

  /** Returns the coarser grid, with the counts and centres of the whole column. */
  private CountedGrid grouped(NumericReference whole) {
    int[] firsts = counts.firstCells();
    double[] edges = new double[firsts.length - 1];
    double[] centers = new double[firsts.length];
    for (int group = 0; group < firsts.length; group++) {
      if (group > 0) {
        edges[group - 1] = whole.grid().edge(firsts[group] - 1);
      }
      int end = group + 1 < firsts.length ? firsts[group + 1] : whole.cells().length;
      centers[group] = center(whole, firsts[group], end);
    }
    return new CountedGrid(NumericGrid.of(edges), counts.sum(whole.cells()), centers);
  }

  private static double center(NumericReference whole, int from, int to) {
    double mean = whole.centers()[from];
    long n = whole.cells()[from];
    for (int cell = from + 1; cell < to; cell++) {
      long more = whole.cells()[cell];
      if (more > 0) {
        n += more;
        mean += (whole.centers()[cell] - mean) * ((double) more / n);
      }
    }
    return Math.max(whole.centers()[from], Math.min(whole.centers()[to - 1], mean));
  }

  /** Moments come from the centres of groups: nothing that decides uses them. */
  private NumericReference number(NumericReference whole, CountedGrid cells, int code) {
    long[] own = counts.counts(code);
    double mean = 0;
    double squares = 0;
    long n = 0;
    for (int group = 0; group < own.length; group++) {
      if (own[group] > 0) {
        double distance = cells.centers()[group] - mean;
        n += own[group];
        mean += distance * ((double) own[group] / n);
        squares += own[group] * distance * (cells.centers()[group] - mean);
      }
    }
    NumericReference.Shape shape =
        new NumericReference.Shape(
            mean, squares, whole.shape().min(), whole.shape().max(), whole.shape().distinct());
    return new NumericReference(
        whole.name(),
        totals(code),
        new CountedGrid(cells.grid(), own, cells.centers()),
        shape,
        EffectiveSize.of(effectiveN[code]));
  }
}
