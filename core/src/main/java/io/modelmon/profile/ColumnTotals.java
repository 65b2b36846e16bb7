package io.modelmon.profile;

/**
 * How many rows a column of a reference has, and how many of them hold nothing to compare.
 *
 * @param rows all rows
 * @param missing rows whose value was null, absent, blank or NaN
 * @param invalid rows whose value could not be compared
 * @param effectiveRows how many independent rows they are worth, in [0, rows]
 */
public record ColumnTotals(long rows, long missing, long invalid, double effectiveRows) {

  /** Returns the sum. */
  ColumnTotals plus(ColumnTotals other) {
    return new ColumnTotals(
        rows + other.rows,
        missing + other.missing,
        invalid + other.invalid,
        Math.min((double) rows + other.rows, effectiveRows + other.effectiveRows));
  }

  /** Checks the ranges. */
  public ColumnTotals {
    if (missing < 0 || invalid < 0 || missing > rows - invalid) {
      throw new IllegalArgumentException(
          "missing and invalid must be parts of the rows, but are "
              + missing
              + " and "
              + invalid
              + " of "
              + rows);
    }
    if (!(effectiveRows >= 0 && effectiveRows <= rows)) {
      throw new IllegalArgumentException(
          "effective rows must be in [0, " + rows + "], but are " + effectiveRows);
    }
  }
}
