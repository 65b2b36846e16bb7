package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import org.jspecify.annotations.Nullable;

/** One column of a reference profile. Immutable. */
public sealed interface ReferenceColumn
    permits NumericReference, CategoricalReference, EmptyReference {

  /** Returns the column's name. */
  String name();

  /** Returns its rows. */
  ColumnTotals totals();

  /** Returns its type, or null when it never held a value. */
  @Nullable FeatureType type();

  /** Returns its counts by season, or null when it was not divided. */
  @Nullable SeasonCounts seasons();

  /**
   * Returns the sum with another part of the same column.
   *
   * @throws IllegalArgumentException when it is of another type or on other cells
   */
  ReferenceColumn merged(ReferenceColumn other);
}
