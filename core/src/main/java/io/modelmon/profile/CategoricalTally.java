package io.modelmon.profile;

import io.modelmon.sketch.CategoryCounts;

/** The second pass over a categorical column of a reference. */
final class CategoricalTally extends ColumnCounts {

  private final CategoryCounts counts;

  CategoricalTally(CategoryCounts counts) {
    this.counts = counts;
  }

  @Override
  void acceptNumber(double value) {
    counts.record(CellText.category(value));
  }

  @Override
  void acceptText(String value) {
    counts.record(CellText.category(value));
  }

  @Override
  void endValues() {
    counts.endCall();
  }

  @Override
  public double effectiveN() {
    return counts.effectiveN();
  }

  @Override
  public void merge(ColumnCounts other) {
    throw unlike(other);
  }

  /** Categories that only the second pass saw count as other, so that the reference knows none. */
  CategoricalReference build(String name, ColumnTotals totals, boolean independent, long distinct) {
    long[] cells = counts.cells().clone();
    int other = counts.index().otherCell();
    int unseen = counts.index().unseenCell();
    cells[other] += cells[unseen];
    cells[unseen] = 0;
    double effectiveN = independent ? (double) counts.n() : effectiveN();
    return new CategoricalReference(name, totals, counts.index(), cells, effectiveN, distinct);
  }
}
