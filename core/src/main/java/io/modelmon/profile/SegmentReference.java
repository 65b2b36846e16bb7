package io.modelmon.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the columns of a reference are divided by the values of one segment.
 *
 * @param name the segment
 * @param values its values by code, see {@link SegmentValues}
 * @param columns the counts by name of the column; a column without values has none
 */
public record SegmentReference(
    String name, List<String> values, Map<String, SegmentCounts> columns) {

  /** Copies the collections, and checks that there is a value for every code. */
  public SegmentReference {
    values = List.copyOf(values);
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    boolean reserved =
        values.size() >= 2
            && values.get(0).equals(SegmentValues.MISSING)
            && values.get(1).equals(SegmentValues.OTHER);
    if (!reserved
        || values.size() > SegmentValues.MAX_CODES
        || values.stream().distinct().count() != values.size()) {
      throw new IllegalArgumentException(
          "segment '%s' must have %s, %s and at most %d more values, each once"
              .formatted(
                  name, SegmentValues.MISSING, SegmentValues.OTHER, SegmentValues.MAX_VALUES));
    }
    for (Map.Entry<String, SegmentCounts> column : columns.entrySet()) {
      if (column.getValue().counts().seasons() > values.size()) {
        throw new IllegalArgumentException(
            "column '" + column.getKey() + "' has more values of '" + name + "' than there are");
      }
    }
  }
}
