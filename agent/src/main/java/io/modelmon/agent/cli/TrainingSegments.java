package io.modelmon.agent.cli;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.modelmon.profile.CellText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a training file that hold the values of segments.
 *
 * @param names the segments
 * @param columns for each the name of its column
 * @param positions for each the position of its column in the file
 */
record TrainingSegments(List<String> names, List<String> columns, List<Integer> positions) {

  static final TrainingSegments NONE = new TrainingSegments(List.of(), List.of(), List.of());

  /**
   * Finds the columns.
   *
   * @param same columns that are called like their segments
   * @param named names of segments with those of their columns
   * @throws IllegalArgumentException when one is not there, or given twice; the message says which
   */
  static TrainingSegments of(List<String> header, List<String> same, Map<String, String> named) {
    Map<String, String> columns = new LinkedHashMap<>();
    same.forEach(name -> add(columns, name, name));
    named.forEach((name, column) -> add(columns, name, column));
    List<Integer> positions = new ArrayList<>();
    for (String column : columns.values()) {
      int position = header.indexOf(column);
      if (position < 0) {
        throw new IllegalArgumentException(
            "there is no column '" + column + "'; there are " + String.join(", ", header));
      }
      positions.add(position);
    }
    return new TrainingSegments(
        List.copyOf(columns.keySet()), List.copyOf(columns.values()), positions);
  }

  private static void add(Map<String, String> columns, String name, String column) {
    if (columns.put(name, column) != null) {
      throw new IllegalArgumentException("segment '" + name + "' is given twice");
    }
  }

  /** Returns the segments that a model compares and that no column is given for. */
  List<String> absent(List<String> compared) {
    return compared.stream().filter(name -> !names.contains(name)).toList();
  }

  /** A field of a row as text, null where it is missing. */
  interface Fields {
    @Nullable String text(CsvRecord row, int position);
  }

  /** Returns the values of a row, written as values of live calls are. */
  @Nullable String[] values(CsvRecord row, Fields fields) {
    @Nullable String[] values = new String[names.size()];
    for (int i = 0; i < values.length; i++) {
      String text = fields.text(row, positions.get(i));
      values[i] = text == null ? null : CellText.name(text);
    }
    return values;
  }
}
