package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.CategoryIndex;
import io.modelmon.sketch.CategoryScores;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The categorical side of a reference: frequent categories with exact counts. Immutable. */
public final class CategoricalReference implements ReferenceColumn {

  private final String name;
  private final ColumnTotals totals;
  private final CategoryIndex index;
  private final long[] cells;
  private final EffectiveSize effective;
  private final long distinct;
  private final long n;
  private final CategoryScores scores;
  private final @Nullable SeasonCounts seasons;

  /**
   * Creates a column.
   *
   * @param cells values per cell of the index, see {@link #cells}; not copied
   * @param effective how many independent values they are worth, each in [0, n]
   * @param distinct number of different categories, possibly estimated
   */
  public CategoricalReference(
      String name,
      ColumnTotals totals,
      CategoryIndex index,
      long[] cells,
      EffectiveSize effective,
      long distinct) {
    this(name, totals, index, cells, effective, distinct, null);
  }

  private CategoricalReference(
      String name,
      ColumnTotals totals,
      CategoryIndex index,
      long[] cells,
      EffectiveSize effective,
      long distinct,
      @Nullable SeasonCounts seasons) {
    if (cells.length != index.cellCount()) {
      throw new IllegalArgumentException("there must be one count per category");
    }
    this.n = Counting.sum(cells);
    Counting.requireParts(n, effective, totals);
    this.name = name;
    this.totals = totals;
    this.index = index;
    this.cells = cells;
    this.effective = effective;
    this.distinct = distinct;
    this.scores = CategoryScores.of(cells);
    this.seasons = seasons;
    if (seasons != null) {
      seasons.requireWhole(cells, totals);
    }
  }

  /** Returns this column divided by season; the seasons must sum to it. */
  public CategoricalReference withSeasons(@Nullable SeasonCounts parts) {
    return new CategoricalReference(name, totals, index, cells, effective, distinct, parts);
  }

  @Override
  public @Nullable SeasonCounts seasons() {
    return seasons;
  }

  @Override
  public ReferenceColumn merged(ReferenceColumn other) {
    if (!(other instanceof CategoricalReference that) || !index.equals(that.index)) {
      throw Counting.unlike(this, other);
    }
    return new CategoricalReference(
        name,
        totals.plus(that.totals),
        index,
        Counting.plus(cells, that.cells),
        effective.plus(that.effective, (double) n + that.n),
        Math.max(distinct, that.distinct),
        Counting.seasons(this, that));
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

  /** Returns scores of the cells for the effective sample size. */
  public CategoryScores scores() {
    return scores;
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns how many independent values they are worth. */
  public double effectiveN() {
    return effective.values();
  }

  /** Returns how many independent values they are worth, in each respect. */
  public EffectiveSize effective() {
    return effective;
  }

  /**
   * Returns whether four in five of the categories whose names are kept are texts of numbers, with
   * a decimal comma or without: the column may have been meant as a number. How often each occurs
   * says nothing, since of numbers hardly any occurs twice.
   */
  public boolean looksNumeric() {
    return named(text -> CellText.isNumber(text) || CellText.hasDecimalComma(text), 0.8);
  }

  /** Returns whether its categories are {@code true} and {@code false}, or one of them. */
  public boolean ofTruthValues() {
    return named(CellText::isTruth, 1);
  }

  private boolean named(Predicate<String> kind, double share) {
    int all = index.frequent().size();
    return all > 0 && index.frequent().stream().filter(kind).count() >= share * all;
  }

  /** Returns the number of different categories. */
  public long distinct() {
    return distinct;
  }
}
