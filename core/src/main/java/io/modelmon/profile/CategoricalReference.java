package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.CategoryIndex;
import io.modelmon.sketch.CellPositions;

/** The categorical side of a reference: frequent categories with exact counts. Immutable. */
public final class CategoricalReference implements ReferenceColumn {

  private final String name;
  private final ColumnTotals totals;
  private final CategoryIndex index;
  private final long[] cells;
  private final double effectiveN;
  private final long distinct;
  private final long n;
  private final double[] positions;

  /**
   * Creates a column.
   *
   * @param cells values per cell of the index, see {@link #cells}; not copied
   * @param effectiveN how many independent values they are worth, in [0, n]
   * @param distinct number of different categories, possibly estimated
   */
  public CategoricalReference(
      String name,
      ColumnTotals totals,
      CategoryIndex index,
      long[] cells,
      double effectiveN,
      long distinct) {
    if (cells.length != index.cellCount()) {
      throw new IllegalArgumentException("there must be one count per category");
    }
    this.n = Counting.sum(cells);
    Counting.requireParts(n, effectiveN, totals);
    this.name = name;
    this.totals = totals;
    this.index = index;
    this.cells = cells;
    this.effectiveN = effectiveN;
    this.distinct = distinct;
    this.positions = CellPositions.of(cells);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnTotals totals() {
    return totals;
  }

  @Override
  public FeatureType type() {
    return FeatureType.CATEGORICAL;
  }

  /** Returns the categories. */
  public CategoryIndex index() {
    return index;
  }

  /**
   * Returns values per cell of the index; not to be modified. In the cell of unseen categories are
   * those that the rest of the reference did not foretell: the share of unseen ones to expect.
   */
  public long[] cells() {
    return cells;
  }

  /** Returns a score per cell for the effective sample size; not to be modified. */
  public double[] positions() {
    return positions;
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns how many independent values they are worth. */
  public double effectiveN() {
    return effectiveN;
  }

  /** Returns the number of different categories. */
  public long distinct() {
    return distinct;
  }
}
