package io.modelmon.profile;

/** Counts of a column without a reference: only how many values were missing or invalid. */
public final class PlainCounts extends ColumnCounts {

  /** Creates empty counts. */
  public PlainCounts() {}

  @Override
  void acceptNumber(double value) {}

  @Override
  void acceptText(String value) {}

  @Override
  void endValues() {}

  @Override
  public double effectiveN() {
    return n();
  }

  @Override
  public void merge(ColumnCounts other) {
    mergeTotals(other);
  }
}
