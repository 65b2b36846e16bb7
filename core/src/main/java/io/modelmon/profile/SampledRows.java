package io.modelmon.profile;

import io.modelmon.sketch.RowSample;
import java.util.List;

/**
 * A sample of whole rows of a reference, for comparisons that counts of single columns cannot make.
 *
 * <p>Rows say more about single persons than counts do: they are kept only where they are asked
 * for, sensitive columns are never among them, and texts are there as hashes only.
 *
 * @param columns names of the columns, in the order of the cells of a row
 * @param sample the rows, cells as in {@link RowCells}
 */
public record SampledRows(List<String> columns, RowSample sample) {

  /** Rows of a reference that are kept at most. */
  public static final int MAX_ROWS = 4_000;

  /** Columns that are kept at most. */
  public static final int MAX_COLUMNS = 256;

  private static final int MAX_CELLS = 1 << 18;

  /** Copies the names and checks that every row has a cell per column. */
  public SampledRows {
    columns = List.copyOf(columns);
    if (sample.rows().length > 0 && sample.rows()[0].length != columns.size()) {
      throw new IllegalArgumentException(
          "sampled rows have %d cells for %d columns"
              .formatted(sample.rows()[0].length, columns.size()));
    }
  }

  /** Returns the same rows with these columns only, all of which must be there. */
  public SampledRows select(List<String> names) {
    int[] from = names.stream().mapToInt(columns::indexOf).toArray();
    double[][] selected = new double[sample.rows().length][from.length];
    for (int row = 0; row < selected.length; row++) {
      for (int i = 0; i < from.length; i++) {
        selected[row][i] = sample.rows()[row][from[i]];
      }
    }
    return new SampledRows(names, new RowSample(selected, sample.positions(), sample.streamRows()));
  }

  /** Returns how many rows are kept of so many columns: 2 MB of cells at most. */
  public static int capacity(int columns) {
    return Math.min(MAX_ROWS, MAX_CELLS / Math.max(1, columns));
  }
}
