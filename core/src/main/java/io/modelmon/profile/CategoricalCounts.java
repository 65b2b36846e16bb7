package io.modelmon.profile;

import io.modelmon.sketch.CategoryCounts;

/** Live counts of a categorical column on its reference's categories. */
public final class CategoricalCounts extends ColumnCounts {

  private final CategoricalReference reference;
  private final CategoryCounts counts;

  /** Creates empty counts. */
  public CategoricalCounts(CategoricalReference reference) {
    this.reference = reference;
    this.counts = new CategoryCounts(reference.index(), reference.positions());
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

  /** Returns the reference. */
  public CategoricalReference reference() {
    return reference;
  }

  /** Returns the counts per category; a live view. */
  public CategoryCounts counts() {
    return counts;
  }

  @Override
  public double effectiveN() {
    return counts.effectiveN();
  }

  @Override
  public void merge(ColumnCounts other) {
    if (!(other instanceof CategoricalCounts categorical)) {
      throw unlike(other);
    }
    counts.merge(categorical.counts);
    mergeTotals(other);
  }
}
