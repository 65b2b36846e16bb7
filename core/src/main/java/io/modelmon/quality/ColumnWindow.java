package io.modelmon.quality;

import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ValueRange;
import io.modelmon.sketch.TrailingRun;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at: one column in one window, and what is known about it.
 *
 * @param counts what was counted in the window
 * @param reference the column's reference, or null without one
 * @param range declared limits of a number
 * @param margin the least rise of a share that counts
 * @param lag1 autocorrelation between calls in earlier windows; NaN when unknown
 */
public record ColumnWindow(
    ColumnCounts counts,
    @Nullable ReferenceColumn reference,
    ValueRange range,
    double margin,
    double lag1) {

  @Nullable ColumnTotals totals() {
    return reference == null ? null : reference.totals();
  }

  /** Returns the run at the end of the window, or null where none is followed. */
  @Nullable TrailingRun run() {
    if (counts instanceof NumericCounts numeric) {
      return numeric.run();
    }
    return counts instanceof CategoricalCounts categorical ? categorical.run() : null;
  }

  /** Returns the share that the value of the run has in the reference, 1 without a reference. */
  double runShare() {
    if (counts instanceof NumericCounts numeric) {
      int cell = numeric.reference().grid().cellOf(numeric.run().number());
      return share(numeric.reference().cells()[cell], numeric.reference().n());
    }
    if (counts instanceof CategoricalCounts categorical) {
      long[] cells = categorical.reference().cells();
      return share(cells[categorical.lastCell()], categorical.reference().n());
    }
    return 1;
  }

  /** Returns the correlation from earlier windows, or else this window's. */
  double dependence() {
    return Double.isNaN(lag1) ? lag1Now() : lag1;
  }

  /** Returns this window's own correlation between calls; NaN for a constant. */
  public double lag1Now() {
    if (counts instanceof NumericCounts numeric) {
      return numeric.counts().lag1();
    }
    return counts instanceof CategoricalCounts categorical
        ? categorical.counts().lag1()
        : Double.NaN;
  }

  /** A share as a further sample may show it: never 0. */
  private static double share(long hits, long n) {
    return (hits + 1.0) / (n + 1.0);
  }
}
