package io.modelmon.monitor;

import java.util.List;

/**
 * What one window says about the values of segments, each for itself.
 *
 * @param compared one entry per feature and value that were compared
 * @param values what of the window has each value
 */
public record SegmentDrift(List<FeatureDrift> compared, List<Rows> values) {

  /** Nothing: segments are not compared. */
  public static final SegmentDrift NONE = new SegmentDrift(List.of(), List.of());

  /** Copies the lists. */
  public SegmentDrift {
    compared = List.copyOf(compared);
    values = List.copyOf(values);
  }

  /**
   * The rows of one value.
   *
   * @param value the value
   * @param rows rows of the window
   * @param judged whether they were compared: there are enough of them and in the reference
   */
  public record Rows(SegmentValue value, long rows, boolean judged) {}

  /** Returns how many values have at least one feature that has drifted. */
  public long drifted() {
    return compared.stream()
        .filter(FeatureDrift::drifted)
        .map(FeatureDrift::segment)
        .distinct()
        .count();
  }
}
