package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellGroupsTest {

  @Test
  void of_evenCells_givesEvenGroups() {
    long[] cells = new long[1000];
    Arrays.fill(cells, 7);

    CellGroups groups = CellGroups.of(cells, 20);

    assertThat(groups.count()).isEqualTo(20);
    assertThat(groups.sum(cells)).containsOnly(350);
  }

  @Test
  void of_fewValuesBetweenEmptyOuterCells_givesOneGroupPerValue() {
    long[] cells = {0, 900, 5, 95, 0};
    NumericGrid grid = NumericGrid.of(-0.5, 0.5, 1.5, 2.5);

    CellGroups groups = CellGroups.of(cells, 20);

    assertThat(groups.sum(cells)).containsExactly(900, 5, 95);
    assertThat(groups.bounds(grid)).containsExactly(0.5, 1.5);
  }

  @Test
  void of_heavyCell_leavesTheOthersEven() {
    long[] cells = IntStream.range(0, 400).mapToLong(i -> i == 100 ? 4_000 : 10).toArray();

    CellGroups groups = CellGroups.of(cells, 20);

    long[] sums = groups.sum(cells);
    assertThat(sums).contains(4_000);
    assertThat(Arrays.stream(sums).filter(sum -> sum != 4_000).max().orElseThrow()).isLessThan(600);
  }

  @Test
  void of_nothing_isOneGroup() {
    CellGroups groups = CellGroups.of(new long[3], 20);

    assertThat(groups.count()).isEqualTo(1);
    assertThat(groups.bounds(NumericGrid.of(1, 2))).isEmpty();
  }
}
