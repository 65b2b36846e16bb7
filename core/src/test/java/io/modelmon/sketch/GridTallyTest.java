package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GridTallyTest {

  @Test
  void counted_fewDecimalValues_cutsMidwayAndLeavesRoomOutside() {
    CountedGrid counted = twoPasses(0.1, 0.1, 0.2, 0.2, 0.4, 0.4);

    assertThat(counted.grid().edges()).hasSize(4);
    assertThat(counted.grid().edge(1)).isCloseTo(0.15, within(1e-12));
    assertThat(counted.grid().edge(2)).isCloseTo(0.3, within(1e-12));
    assertThat(counted.counts()).containsExactly(0, 2, 2, 2, 0);
    // A float of the same decimal stays in the cell, a foreign value does not.
    assertThat(counted.grid().cellOf((double) 0.1f)).isEqualTo(1);
    assertThat(counted.grid().cellOf((double) 0.4f)).isEqualTo(3);
    assertThat(counted.grid().cellOf(57)).isEqualTo(4);
    assertThat(counted.grid().cellOf(-3)).isZero();
  }

  @Test
  void counted_singleValues_keepsWhatLiesBetweenThemApart() {
    CountedGrid counted = twoPasses(1, 1, 2, 2, 4, 8);

    assertThat(counted.grid().edges()).containsExactly(0.5, 1.5, 2.125, 3.875, 4.25, 7.75, 8.25);
    assertThat(counted.counts()).containsExactly(0, 2, 2, 0, 1, 0, 1, 0);
    assertThat(counted.centers()).containsExactly(0.5, 1, 2, 3, 4, 6, 8, 8.25);
    assertThat(counted.grid().cellOf(3)).isEqualTo(3);
  }

  @Test
  void counted_singleValuesUpToTheLimit_keepsTheirGapsApart() {
    for (int n : new int[] {511, 512, 1022, 1023}) {
      double[] values = new double[n];
      Arrays.setAll(values, i -> i);

      CountedGrid counted = twoPasses(values);

      assertThat(counted.grid().cells()).isLessThanOrEqualTo(NumericGrid.MAX_CELLS);
      assertThat(counted.grid().cellOf(7.5) - counted.grid().cellOf(7)).isEqualTo(1);
      assertThat(counted.grid().cellOf(8) - counted.grid().cellOf(7.5)).isEqualTo(n <= 511 ? 1 : 0);
    }
  }

  @Test
  void settle_partOfTheValues_fallsIntoTheSettledCells() {
    GridTally tally =
        GridTally.of(new WeightedValues(new double[] {1, 2, 4}, new long[] {1, 1, 1}));
    long[] part = new long[tally.cells()];
    for (double value : new double[] {1, 2, 4}) {
      int cell = tally.record(value);
      part[cell] += value > 1 ? 1 : 0;
    }

    assertThat(tally.counted().counts()).containsExactly(0, 1, 0, 1, 0, 1, 0);
    assertThat(tally.settle(part)).containsExactly(0, 0, 0, 1, 0, 1, 0);
  }

  @Test
  void counted_constant_hasNarrowCellBetweenTwoOthers() {
    for (double value : new double[] {0.1, -3e20, 0, 5}) {
      CountedGrid counted = twoPasses(value, value, value);

      assertThat(counted.counts()).containsExactly(0, 3, 0);
      assertThat(counted.grid().cellOf((double) (float) value)).isEqualTo(1);
      assertThat(counted.grid().cellOf(1e15)).isEqualTo(2);
      assertThat(counted.grid().cellOf(-4e20)).isZero();
    }
  }

  @Test
  void counted_nothing_isOneEmptyCell() {
    CountedGrid counted = twoPasses();

    assertThat(counted.grid().cells()).isEqualTo(1);
    assertThat(counted.counts()).containsExactly(0);
  }

  @Test
  void counted_longContinuousStream_hasManyEvenCellsAndNoValueOnAnEdge() {
    Random random = new Random(3);
    double[] values = new double[200_000];
    Arrays.setAll(values, i -> Math.round(random.nextGaussian() * 5000) / 100.0);

    CountedGrid counted = twoPasses(values);

    assertThat(counted.grid().cells()).isBetween(700, 1024);
    assertThat(LongStream.of(counted.counts()).sum()).isEqualTo(values.length);
    assertThat(LongStream.of(counted.counts()).max().orElseThrow()).isLessThan(values.length / 200);
    double[] edges = counted.grid().edges();
    double[] sorted = Arrays.stream(values).map(v -> v + 0.0).distinct().sorted().toArray();
    for (double edge : edges) {
      int at = -Arrays.binarySearch(sorted, edge) - 1;
      assertThat(at).as("edge %s is a value", edge).isBetween(1, sorted.length - 1);
      assertThat(edge).isEqualTo(sorted[at - 1] / 2 + sorted[at] / 2);
    }
  }

  @Test
  void counted_heavyValueAmongMany_hasCellOfItsOwn() {
    Random random = new Random(4);
    double[] values = new double[100_000];
    Arrays.setAll(values, i -> i % 3 == 0 ? 0 : random.nextDouble() - 0.3);

    CountedGrid counted = twoPasses(values);

    long zeros = Arrays.stream(values).filter(v -> v == 0).count();
    assertThat(counted.counts()[counted.grid().cellOf(0)]).isEqualTo(zeros);
    assertThat(counted.centers()[counted.grid().cellOf(0)]).isZero();
  }

  @Test
  void counted_moreHeavyValuesThanCells_staysWithinTheLimit() {
    double[] values = new double[4 * 3000];
    Arrays.setAll(values, i -> Math.floor(i / 4.0));

    CountedGrid counted = twoPasses(values);

    assertThat(counted.grid().cells()).isBetween(900, 1024);
    assertThat(LongStream.of(counted.counts()).sum()).isEqualTo(values.length);
  }

  @Test
  void counted_neighbouringDoublesAndExtremes_keepsEveryValueInItsCell() {
    double one = Math.nextUp(1.0);

    CountedGrid counted = twoPasses(-Double.MAX_VALUE, 1, one, Double.MAX_VALUE, -0.0, 0.0);

    assertThat(LongStream.of(counted.counts()).sum()).isEqualTo(6);
    assertThat(counted.grid().cellOf(1)).isEqualTo(counted.grid().cellOf(one) - 1);
    assertThat(counted.counts()[counted.grid().cellOf(-0.0)]).isEqualTo(2);
    assertThat(Arrays.stream(counted.centers()).allMatch(Double::isFinite)).isTrue();
    assertThat(counted.centers()).isSorted();
  }

  private static CountedGrid twoPasses(double... values) {
    ValueSummary summary = new ValueSummary();
    for (double value : values) {
      summary.record(value);
    }
    GridTally tally = summary.cut();
    for (double value : values) {
      tally.record(value);
      tally.endCall();
    }
    return tally.counted();
  }
}
