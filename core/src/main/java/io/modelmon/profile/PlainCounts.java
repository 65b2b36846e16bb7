package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.LagSums;
import io.modelmon.sketch.RareHits;
import org.jspecify.annotations.Nullable;

/**
 * Counts of a column without a reference: only how many values were missing, invalid, or beyond
 * declared limits.
 */
public final class PlainCounts extends ColumnCounts {

  private final @Nullable FeatureType type;
  private final boolean limited;
  private final double low;
  private final double high;
  private final LagSums calls = new LagSums();
  private final RareHits outside = new RareHits();
  private int openRows;
  private int openOutside;

  /**
   * Creates empty counts.
   *
   * @param type the column's type, by which a text may be invalid, or null while it is unknown
   */
  public PlainCounts(@Nullable FeatureType type) {
    this(type, ValueRange.UNDECLARED);
  }

  /** Creates empty counts with limits, as above. */
  public PlainCounts(@Nullable FeatureType type, ValueRange range) {
    super(null);
    this.type = type;
    this.limited = range.declared();
    this.low = range.low(null);
    this.high = range.high(null);
  }

  @Override
  void acceptNumber(double value) {
    openRows++;
    openOutside += value < low || value > high ? 1 : 0;
  }

  @Override
  void acceptNumbers(double[] values, int count) {
    if (limited) {
      super.acceptNumbers(values, count);
    }
  }

  @Override
  void acceptText(String value) {
    if (type == FeatureType.NUMERIC) {
      parse(value);
    }
  }

  @Override
  void endValues() {
    if (limited && openRows > 0) {
      outside.recordCall(calls, openRows, openOutside);
      calls.recordHits(openRows, 0);
    }
    openRows = 0;
    openOutside = 0;
  }

  /** Returns the number of values beyond declared limits. */
  public long outside() {
    return outside.hits();
  }

  /** Returns how many independent values their share rests on. */
  public double effectiveOutsideN() {
    return outside.effectiveN(calls);
  }

  /** Returns how many numbers were held against declared limits. */
  public long limitedN() {
    return calls.n();
  }

  @Override
  public double effectiveN() {
    return n();
  }

  @Override
  public void merge(ColumnCounts other) {
    if (other instanceof PlainCounts plain) {
      outside.merge(calls, plain.outside, plain.calls);
      calls.merge(plain.calls);
    }
    mergeTotals(other);
  }
}
