package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridCountsTest {

  /** Columns: values per cell in the order of the grid, then the range. */
  @ParameterizedTest
  @CsvSource({
    "1 100 100 1, -3, 3", // rare ends: only outer cells are looked at
    "0 100 100 0, -1, 1", // atoms at both ends
    "0 100 100 0, 0.2, 0.4", // limits within
    "50 1 1 50, -9, 9",
    "1 100 100 1, -Infinity, Infinity"
  })
  void outside_blocksOfCalls_equalCallByCall(String shape, double low, double high) {
    long[] cells = java.util.Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
    NumericGrid grid = NumericGrid.of(-2, 0, 2);
    double[] positions = CellPositions.of(cells);
    SplittableRandom random = new SplittableRandom(4);
    GridCounts together = new GridCounts(grid, positions, 0, low, high);
    GridCounts single = new GridCounts(grid, positions, 0, low, high);
    long expected = 0;
    for (int block = 0; block < 20; block++) {
      double[] values = new double[random.nextInt(60)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(-20, 21) / 2.0;
        expected += values[i] < low || values[i] > high ? 1 : 0;
        single.record(values[i]);
        single.endCall();
      }
      together.recordCalls(values, values.length);
    }

    assertThat(together.outside()).isEqualTo(expected);
    assertThat(single.outside()).isEqualTo(expected);
    assertThat(together.effectiveOutsideN())
        .isCloseTo(single.effectiveOutsideN(), within(1e-9 * single.n()));
    assertThat(together.lowSum()).isCloseTo(single.lowSum(), within(1e-9));
    assertThat(together.highSum()).isCloseTo(single.highSum(), within(1e-9));
  }
}
