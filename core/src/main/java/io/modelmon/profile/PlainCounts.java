package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import org.jspecify.annotations.Nullable;

/** Counts of a column without a reference: only how many values were missing or invalid. */
public final class PlainCounts extends ColumnCounts {

  private final @Nullable FeatureType type;

  /**
   * Creates empty counts.
   *
   * @param type the column's type, by which a text may be invalid, or null while it is unknown
   */
  public PlainCounts(@Nullable FeatureType type) {
    super(null);
    this.type = type;
  }

  @Override
  void acceptNumber(double value) {}

  @Override
  void acceptText(String value) {
    if (type == FeatureType.NUMERIC) {
      parse(value);
    }
  }

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
