package io.modelmon.profile;

import io.modelmon.sketch.RowReservoir;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a sample of whole rows while they are counted. */
final class SampledRowsBuilder {

  /** The same rows give the same profile, id included. */
  private static final long SEED = 0x726f_7773L;

  private final List<Integer> chosen;
  private final List<String> names;
  private final RowReservoir reservoir;

  /**
   * Creates a builder without any row.
   *
   * @param chosen indices of the columns; those beyond {@link SampledRows#MAX_COLUMNS} are left out
   * @param names their names
   */
  SampledRowsBuilder(List<Integer> chosen, List<String> names) {
    int count = Math.min(chosen.size(), SampledRows.MAX_COLUMNS);
    this.chosen = List.copyOf(chosen.subList(0, count));
    this.names = List.copyOf(names.subList(0, count));
    this.reservoir = new RowReservoir(count, SampledRows.capacity(count), SEED);
  }

  void record(double[] numbers, @Nullable String @Nullable [] texts) {
    reservoir.record(
        (column, firstRow, rows, target, targetIndex) -> {
          int source = chosen.get(column);
          target[targetIndex] = RowCells.of(numbers[source], texts == null ? null : texts[source]);
        },
        1);
  }

  SampledRows build() {
    return new SampledRows(names, reservoir.sample());
  }
}
