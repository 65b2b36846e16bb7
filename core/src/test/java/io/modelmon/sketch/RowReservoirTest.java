package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeds are fixed, so the outcome is; were they not, a limit on shares would fail by chance less
 * than once in a million runs.
 */
class RowReservoirTest {

  private static final int TRIALS = 20_000;

  /** Rows that hold their position in a stream, and its negative. */
  private static void feed(RowReservoir reservoir, long from, int rows) {
    reservoir.record(
        (column, firstRow, count, target, targetIndex) -> {
          for (int i = 0; i < count; i++) {
            double value = from + firstRow + i;
            target[targetIndex + i] = column == 0 ? value : -value;
          }
        },
        rows);
  }

  private static RowReservoir fed(int capacity, long seed, long from, int... blocks) {
    RowReservoir reservoir = new RowReservoir(2, capacity, seed);
    long start = from;
    for (int rows : blocks) {
      feed(reservoir, start, rows);
      start += rows;
    }
    return reservoir;
  }

  @Test
  void record_upToCapacity_keepsEveryRowInOrder() {
    RowReservoir reservoir = fed(10, 1, 0, 4, 0, 6);

    RowSample sample = reservoir.sample();

    assertThat(sample.streamRows()).isEqualTo(10);
    assertThat(sample.positions()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(sample.rows()[7]).containsExactly(7, -7);
  }

  @Test
  void record_beyondCapacity_keepsWholeRowsWithTheirPositions() {
    RowSample sample = fed(50, 2, 0, 30, 256, 256, 256, 1, 90_000).sample();

    assertThat(sample.rows()).hasDimensions(50, 2);
    assertThat(sample.streamRows()).isEqualTo(90_799);
    assertThat(sample.positions()).isSorted().doesNotHaveDuplicates();
    for (int i = 0; i < 50; i++) {
      double position = (double) sample.positions()[i];
      assertThat(sample.rows()[i]).containsExactly(position, -position);
    }
  }

  @Test
  void record_anyBlocks_keepsTheSameRows() {
    int[] single = new int[5_000];
    Arrays.fill(single, 1);

    assertThat(fed(20, 3, 0, single).sample().positions())
        .isEqualTo(fed(20, 3, 0, 5_000).sample().positions());
  }

  @ParameterizedTest
  @CsvSource({"1, 12", "4, 13", "5, 40"})
  void record_stream_keepsEveryRowEquallyOften(int capacity, int rows) {
    assertUniform(capacity, rows, seed -> fed(capacity, seed, 0, 3, rows - 3));
  }

  @ParameterizedTest
  @CsvSource({"4, 9, 21", "4, 30, 5", "6, 3, 20", "6, 20, 3", "8, 3, 4", "3, 0, 12", "3, 12, 0"})
  void merge_twoStreams_keepsEveryRowEquallyOften(int capacity, int first, int second) {
    assertUniform(capacity, first + second, seed -> merged(capacity, seed, first, second));
  }

  @ParameterizedTest
  @CsvSource({"4, 9, 11", "4, 2, 1", "3, 12, 0"})
  void record_afterMerge_keepsEveryRowEquallyOften(int capacity, int first, int second) {
    assertUniform(
        capacity,
        first + second + 17,
        seed -> {
          RowReservoir reservoir = merged(capacity, seed, first, second);
          feed(reservoir, first + second, 17);
          return reservoir;
        });
  }

  private static RowReservoir merged(int capacity, long seed, int first, int second) {
    RowReservoir reservoir = fed(capacity, seed, 0, first);
    reservoir.merge(fed(capacity, ~seed, first, second));
    return reservoir;
  }

  private static void assertUniform(int capacity, int rows, LongFunction<RowReservoir> trial) {
    int[] kept = new int[rows];
    for (int seed = 0; seed < TRIALS; seed++) {
      RowReservoir reservoir = trial.apply(seed * 7919L);
      assertThat(reservoir.kept()).isEqualTo(Math.min(capacity, rows));
      for (double[] row : reservoir.sample().rows()) {
        kept[(int) row[0]]++;
      }
    }

    double expected = Math.min(1, (double) capacity / rows);
    double margin = 6 * Math.sqrt(expected * (1 - expected) / TRIALS);
    for (int count : kept) {
      assertThat((double) count / TRIALS).isCloseTo(expected, within(margin + 1e-12));
    }
  }

  @Test
  void record_longStream_copiesHardlyAnyRow() {
    int[] copied = new int[1];
    RowReservoir reservoir = new RowReservoir(1, 100, 5);
    for (int block = 0; block < 4_000; block++) {
      reservoir.record((column, firstRow, rows, target, at) -> copied[0] += rows, 256);
    }

    // 100 + 100·ln(1,024,000 / 100) = 1,023, standard deviation about 30.
    assertThat(copied[0]).isBetween(830, 1_220);
  }

  @Test
  void reset_startsAfresh() {
    RowReservoir reservoir = fed(5, 6, 0, 500);

    reservoir.reset();
    feed(reservoir, 0, 4);

    assertThat(reservoir.sample().positions()).containsExactly(0, 1, 2, 3);
    feed(reservoir, 4, 96);
    assertThat(reservoir.sample().streamRows()).isEqualTo(100);
    assertThat(reservoir.kept()).isEqualTo(5);
  }

  @Test
  void merge_otherShape_isRejected() {
    assertThatThrownBy(() -> new RowReservoir(2, 5, 1).merge(new RowReservoir(2, 6, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 5 and 2 x 6");
    assertThatThrownBy(() -> new RowReservoir(2, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 0");
  }

  @Test
  void thinned_byEffectiveShare_keepsRowsApart() {
    RowSample all = fed(1_000, 8, 0, 1_000).sample();

    assertThat(all.thinned(1).rows()).hasNumberOfRows(1_000);
    assertThat(all.thinned(0.95).rows()).hasNumberOfRows(1_000);
    // r = 0.9: 0.9^29 = 0.047 is the first power below 0.05.
    RowSample thinned = all.thinned(0.1 / 1.9);
    assertThat(thinned.positions()).hasSize(35);
    assertThat(thinned.positions()[1]).isEqualTo(29);
    assertThat(thinned.rows()[34]).containsExactly(34 * 29, -34 * 29);
    assertThat(thinned.streamRows()).isEqualTo(1_000);
    assertThat(all.thinned(1e-12).rows()).hasNumberOfRows(1);
    assertThat(fed(5, 8, 0).sample().thinned(0.5).rows()).isEmpty();
  }

  @Test
  void sample_thatDoesNotFit_isRejected() {
    double[][] two = {{1}, {2}};

    assertThatThrownBy(() -> new RowSample(two, new long[] {3, 3}, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 3");
    assertThatThrownBy(() -> new RowSample(two, new long[] {3, 5}, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 5");
    assertThatThrownBy(() -> new RowSample(two, new long[] {3}, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 rows and 1 positions");
    assertThatThrownBy(() -> new RowSample(two, new long[] {0, 1}, 2).thinned(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 0");
  }
}
