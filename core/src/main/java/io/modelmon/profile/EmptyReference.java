package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import org.jspecify.annotations.Nullable;

/**
 * A column of which the reference knows no value: only how often it was missing.
 *
 * @param name its name
 * @param totals its rows
 */
public record EmptyReference(String name, ColumnTotals totals) implements ReferenceColumn {

  @Override
  public @Nullable FeatureType type() {
    return null;
  }

  @Override
  public @Nullable SeasonCounts seasons() {
    return null;
  }

  @Override
  public ReferenceColumn merged(ReferenceColumn other) {
    if (!(other instanceof EmptyReference)) {
      throw Counting.unlike(this, other);
    }
    return new EmptyReference(name, totals.plus(other.totals()));
  }
}
