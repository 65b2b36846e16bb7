package io.modelmon.monitor;

import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.quality.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How much of one column could not be used in one window.
 *
 * @param column the feature or output
 * @param missing values that were missing
 * @param invalid values that were no valid value
 * @param unseen categories that the reference lacks; null where none can be
 * @param reference the same of the reference, or null without one
 * @param unseenBefore values of the reference that the rest of it did not foretell; NaN where there
 *     is no such share
 */
record ColumnShares(
    String column,
    Rate missing,
    Rate invalid,
    @Nullable Rate unseen,
    @Nullable ColumnTotals reference,
    double unseenBefore) {

  /** Reads the open window of a column. */
  static ColumnShares of(ColumnMonitor column) {
    ColumnCounts counts = column.window();
    long rows = counts.rows();
    long invalid = counts.invalid();
    double effective = Math.min((double) rows, counts.effectiveRows());
    ReferenceColumn reference = column.reference();
    return new ColumnShares(
        column.column().name(),
        new Rate(counts.missing(), rows, effective),
        new Rate(invalid, rows, Math.min((double) rows, counts.effectiveWrongTypeRows())),
        unseen(counts),
        reference == null ? null : reference.totals(),
        unseenBefore(reference));
  }

  private static double unseenBefore(@Nullable ReferenceColumn reference) {
    return reference instanceof CategoricalReference categorical && categorical.n() > 0
        ? (double) categorical.cells()[categorical.index().unseenCell()] / categorical.n()
        : Double.NaN;
  }

  /** Returns the share of missing values in the reference; 0 without one. */
  double missingBefore() {
    ColumnTotals totals = reference;
    return totals == null || totals.rows() == 0 ? 0 : (double) totals.missing() / totals.rows();
  }

  private static @Nullable Rate unseen(ColumnCounts counts) {
    if (!(counts instanceof CategoricalCounts categorical)) {
      return null;
    }
    long hits = categorical.counts().cells()[categorical.reference().index().unseenCell()];
    double effective = Math.min((double) categorical.n(), categorical.counts().effectiveUnseenN());
    return new Rate(hits, categorical.n(), effective);
  }
}
