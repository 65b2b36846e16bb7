package io.modelmon.monitor;

import io.modelmon.schema.FeatureType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted of one feature or output, cumulative.
 *
 * @param name the feature's name
 * @param type its type, or null while no value has decided it
 * @param missing values that were null, absent or NaN
 * @param invalid values left out by reason: {@code infinite}, {@code wrong_type}, {@code
 *     unparsable}
 * @param histogram counts of numeric values in the reference's groups, or null when there are none
 * @param categories values by category, with {@code _other} and {@code _unseen}; empty for numbers
 * @param suppressed transitions without an event, because of the cool-down
 */
public record FeatureSnapshot(
    String name,
    @Nullable FeatureType type,
    long missing,
    Map<String, Long> invalid,
    @Nullable HistogramSnapshot histogram,
    Map<String, Long> categories,
    long suppressed) {

  /** Copies the maps. */
  public FeatureSnapshot {
    invalid = Map.copyOf(invalid);
    categories = Map.copyOf(categories);
  }

  /** Creates a snapshot of a feature whose transitions were all reported. */
  public FeatureSnapshot(
      String name,
      @Nullable FeatureType type,
      long missing,
      Map<String, Long> invalid,
      @Nullable HistogramSnapshot histogram,
      Map<String, Long> categories) {
    this(name, type, missing, invalid, histogram, categories, 0);
  }

  /** Returns this with so many more transitions without an event. */
  FeatureSnapshot withSuppressed(long more) {
    return more == 0
        ? this
        : new FeatureSnapshot(
            name, type, missing, invalid, histogram, categories, suppressed + more);
  }

  /**
   * Counts between bounds.
   *
   * @param bounds ascending upper bounds, one fewer than there are counts
   * @param counts values per group
   * @param sum the sum of all values, NaN when unknown
   */
  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  public record HistogramSnapshot(double[] bounds, long[] counts, double sum) {}
}
