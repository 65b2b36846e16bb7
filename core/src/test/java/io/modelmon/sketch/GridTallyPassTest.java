package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a tally says besides its settled grid, and how parts of a pass come together. */
class GridTallyPassTest {

  private static final double[] DISTINCT = {-3, -1, 0, 0.5, 2, 7};

  private final double[] values = values();

  private static double[] values() {
    SplittableRandom random = new SplittableRandom(6);
    double[] values = new double[120];
    for (int i = 0; i < values.length; i++) {
      // Runs, so that the series is worth fewer values than it has.
      values[i] = random.nextInt(3) == 0 || i == 0 ? DISTINCT[random.nextInt(6)] : values[i - 1];
    }
    return values;
  }

  private static GridTally first(double... values) {
    ValueSummary summary = new ValueSummary();
    for (double value : values) {
      summary.record(value);
    }
    return summary.cut();
  }

  private static void record(GridTally tally, double... values) {
    for (double value : values) {
      tally.record(value);
      tally.endCall();
    }
  }

  private static long[] counts(double... values) {
    return Arrays.stream(DISTINCT)
        .mapToLong(at -> Arrays.stream(values).filter(x -> x == at).count())
        .toArray();
  }

  @Test
  void record_fewValues_returnsTheirRanks() {
    GridTally tally = first(values);

    assertThat(tally.cells()).isEqualTo(6);
    for (int rank = 0; rank < 6; rank++) {
      assertThat(tally.record(DISTINCT[rank])).isEqualTo(rank);
    }
  }

  @Test
  void moments_anyValues_areTheirs() {
    GridTally tally = first(values);
    record(tally, values);

    assertThat(tally.moments().n()).isEqualTo(120);
    assertThat(tally.moments().mean())
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-12));
    assertThat(tally.moments().min()).isEqualTo(-3);
    assertThat(tally.moments().max()).isEqualTo(7);
  }

  @Test
  void effectiveN_runs_isThatOfThePositions() {
    GridTally tally = first(values);
    record(tally, values);

    assertThat(tally.effectiveN()).isEqualTo(lags(values).effectiveN()).isLessThan(80);
  }

  @Test
  void effectiveN_twoValues_isThatOfTheirShare() {
    SplittableRandom random = new SplittableRandom(7);
    double[] two = new double[2_000];
    double state = 0;
    LagSums hits = new LagSums();
    for (int i = 0; i < two.length; i++) {
      state = 0.9 * state + Math.sqrt(0.19) * random.nextGaussian();
      two[i] = state > 1 ? 1 : 0;
      hits.recordHits(1, (int) two[i]);
    }
    GridTally tally = first(two);
    record(tally, two);
    PartTally part = new PartTally(new double[] {-0.1, 0.4});
    for (double value : two) {
      part.record((int) value);
      part.endCall();
    }

    assertThat(tally.effectiveN())
        .isCloseTo(hits.effectiveN(), within(1e-6))
        .isEqualTo(tally.noiseN())
        .isLessThan(300);
    assertThat(part.effectiveN()).isCloseTo(hits.effectiveN(), within(1e-6));
  }

  /** The sums of a part of the series, at positions in the distribution of all. */
  private LagSums lags(double[] part) {
    double[] positions = CellPositions.of(counts(values));
    LagSums lags = new LagSums();
    for (double value : part) {
      lags.record(positions[Arrays.binarySearch(DISTINCT, value)]);
      lags.endCall();
    }
    return lags;
  }

  @Test
  void merge_twoParts_isTheWholePass() {
    GridTally whole = first(values);
    GridTally left = whole.fork();
    GridTally right = whole.fork();
    record(whole, values);
    record(left, Arrays.copyOf(values, 50));
    record(right, Arrays.copyOfRange(values, 50, 120));
    left.merge(right);

    assertThat(left.counted().counts()).containsExactly(whole.counted().counts());
    assertThat(left.counted().centers()).containsExactly(whole.counted().centers());
    assertThat(left.counted().grid()).isEqualTo(whole.counted().grid());
    assertThat(left.moments().n()).isEqualTo(120);
    assertThat(left.moments().squares()).isCloseTo(whole.moments().squares(), within(1e-9));
    LagSums lags = lags(Arrays.copyOf(values, 50));
    lags.merge(lags(Arrays.copyOfRange(values, 50, 120)));
    assertThat(left.effectiveN()).isEqualTo(lags.effectiveN()).isLessThan(80);
    GridTally other = first(1, 2, 3);
    assertThatThrownBy(() -> left.merge(other)).hasMessageContaining("same grid");
  }

  @Test
  void settle_partOfTheValues_countsThemOnTheSettledGrid() {
    GridTally tally = first(values);
    record(tally, values);
    double[] half = Arrays.copyOf(values, 60);
    CountedGrid counted = tally.counted();
    long[] expected = new long[counted.grid().cells()];
    for (double value : half) {
      expected[counted.grid().cellOf(value)]++;
    }

    assertThat(tally.settle(counts(half))).containsExactly(expected);
    assertThat(tally.settle(counts(values))).containsExactly(counted.counts());
    assertThat(tally.settle(new long[6])).containsOnly(0);
  }

  @Test
  void settle_constant_countsItBetweenTwoEmptyCells() {
    GridTally tally = first(4, 4);
    record(tally, 4, 4);

    assertThat(tally.settle(new long[] {1})).containsExactly(0, 1, 0);
    assertThat(tally.counted().counts()).containsExactly(0, 2, 0);
    assertThat(tally.counted().centers()[1]).isEqualTo(4);
  }

  /** No number lies beyond the largest, so there is no cell for one. */
  @Test
  void counted_largestDouble_isOneCell() {
    for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}) {
      GridTally tally = first(value, value);
      record(tally, value, value);

      assertThat(tally.counted().counts()).containsExactly(2);
      assertThat(tally.counted().centers()).containsExactly(value);
    }
  }

  @Test
  void counted_heavyEnds_haveEmptyCellsAsFarOutAsTheFirstEdges() {
    GridTally tally = first(1, 1, 3, 3, 7, 7);
    record(tally, 1, 1, 3, 3, 7, 7);
    CountedGrid counted = tally.counted();

    assertThat(counted.counts()).containsExactly(0, 2, 2, 2, 0);
    assertThat(counted.grid().edges()).containsExactly(0, 2, 5, 9);
    assertThat(counted.centers()).containsExactly(0, 1, 3, 7, 9);
  }

  @Test
  void counted_singleValues_haveAnEmptyCellInTheirGap() {
    GridTally tally = first(0, 16);
    record(tally, 0, 16);
    CountedGrid counted = tally.counted();

    assertThat(counted.counts()).containsExactly(0, 1, 0, 1, 0);
    assertThat(counted.grid().edges()).containsExactly(-1, 1, 15, 17);
    assertThat(counted.centers()).containsExactly(-1, 0, 8, 16, 17);
  }

  @Test
  void counted_singleValueBesideAHeavyOne_hasAnEmptyCellToo() {
    GridTally tally = first(0, 0, 16, 32, 32, 64, 64);
    record(tally, 0, 0, 16, 32, 32, 64, 64);
    CountedGrid counted = tally.counted();

    assertThat(counted.grid().edges()).containsExactly(-1, 1, 15, 17, 31, 48, 80);
    assertThat(counted.counts()).containsExactly(0, 2, 0, 1, 0, 2, 2, 0);
  }

  @Test
  void counted_negativeZero_isZero() {
    GridTally tally = first(-0.0, 0.0, 1);
    record(tally, -0.0, 0.0, 1);

    assertThat(Arrays.stream(tally.counted().counts()).max()).hasValue(2);
    assertThat(tally.moments().min()).isEqualTo(0.0);
  }

  @Test
  void midway_neighbours_isTheUpperOne() {
    assertThat(SettledCells.midway(1, 3)).isEqualTo(2);
    assertThat(SettledCells.midway(1, Math.nextUp(1.0))).isEqualTo(Math.nextUp(1.0));
    assertThat(SettledCells.midway(-Double.MAX_VALUE, Double.MAX_VALUE)).isZero();
    assertThat(SettledCells.midway(0, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
  }
}
