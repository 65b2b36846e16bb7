package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that counts on a grid say, against the values themselves. */
class GridCountsSumsTest {

  private static final double CENTER = 3;
  private static final NumericGrid GRID = NumericGrid.of(2, 3, 4.5);
  private static final double[] POSITIONS = {-0.4, -0.2, 0.1, 0.45};

  private final double[] values = new SplittableRandom(3).doubles(60, 0, 7).toArray();

  private static GridCounts counts(double[] values) {
    GridCounts counts = new GridCounts(GRID, POSITIONS, CENTER, 1, 6);
    for (int i = 0; i < values.length; i++) {
      counts.record(values[i]);
      if (i % 3 == 2) {
        counts.endCall();
      }
    }
    counts.endCall();
    return counts;
  }

  private static void assertThatOf(GridCounts counts, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    long[] cells = new long[4];
    for (double value : values) {
      cells[value < 2 ? 0 : value < 3 ? 1 : value < 4.5 ? 2 : 3]++;
    }
    assertThat(counts.cells()).containsExactly(cells);
    assertThat(counts.n()).isEqualTo(values.length);
    assertThat(counts.sum()).isCloseTo(mean * values.length, within(1e-10));
    assertThat(counts.mean()).isCloseTo(mean, within(1e-12));
    assertThat(counts.variance()).isCloseTo(squares / (values.length - 1), within(1e-11));
    assertThat(counts.lowSum())
        .isCloseTo(Arrays.stream(values).filter(x -> x < 2).sum(), within(1e-10));
    assertThat(counts.highSum())
        .isCloseTo(Arrays.stream(values).filter(x -> x >= 4.5).sum(), within(1e-10));
    assertThat(counts.outside())
        .isEqualTo(Arrays.stream(values).filter(x -> x < 1 || x > 6).count())
        .isPositive();
  }

  @Test
  void record_anyCalls_hasTheMomentsOfTheValues() {
    assertThatOf(counts(values), values);
  }

  @Test
  void recordCalls_anyBlock_hasTheMomentsOfItsValues() {
    GridCounts counts = new GridCounts(GRID, POSITIONS, CENTER, 1, 6);
    counts.recordCalls(values.clone(), 25);
    double[] rest = Arrays.copyOfRange(values, 25, 60);
    counts.recordCalls(Arrays.copyOf(rest, 50), 35);

    assertThatOf(counts, values);
  }

  @Test
  void effectiveN_anyCalls_isThatOfThePositions() {
    GridCounts counts = counts(values);
    LagSums positions = new LagSums();
    LagSums outside = new LagSums();
    for (int i = 0; i < values.length; i += 3) {
      int hits = 0;
      for (double value : Arrays.copyOfRange(values, i, i + 3)) {
        positions.record(POSITIONS[GRID.cellOf(value)]);
        hits += value < 1 || value > 6 ? 1 : 0;
      }
      positions.endCall();
      outside.recordHits(3, hits);
    }

    assertThat(counts.effectiveN()).isEqualTo(positions.effectiveN()).isGreaterThan(1);
    assertThat(counts.lag1()).isEqualTo(positions.lag1()).isNotNaN();
    assertThat(counts.lags().sums()).containsExactly(positions.sums());
    assertThat(counts.effectiveOutsideN()).isCloseTo(outside.effectiveN(), within(1e-9));
  }

  @Test
  void mean_noneOneOrTwoValues_isDefinedWhereItCanBe() {
    assertThat(counts(new double[0]).mean()).isNaN();
    assertThat(counts(new double[0]).sum()).isZero();
    assertThat(counts(new double[] {5}).mean()).isEqualTo(5);
    assertThat(counts(new double[] {5}).variance()).isNaN();
    assertThat(counts(new double[] {5, 2}).variance()).isEqualTo(4.5);
    assertThat(counts(new double[] {2.1, 2.1, 2.1}).variance()).isCloseTo(0, within(1e-15));
  }

  @Test
  void merge_twoParts_hasTheMomentsOfTheWhole() {
    GridCounts counts = counts(Arrays.copyOf(values, 21));
    GridCounts other = counts(Arrays.copyOfRange(values, 21, 60));
    LagSums lags = new LagSums();
    lags.merge(counts.lags());
    lags.merge(other.lags());
    RareHits hits = new RareHits();
    hits.merge(new LagSums(), counts.outsideHits(), counts.lags());
    hits.merge(counts.lags(), other.outsideHits(), other.lags());
    double outsideN = hits.effectiveN(lags);

    counts.merge(other);

    assertThatOf(counts, values);
    assertThat(counts.effectiveN()).isCloseTo(lags.effectiveN(), within(1e-9));
    assertThat(counts.effectiveOutsideN()).isCloseTo(outsideN, within(1e-9));
  }

  @Test
  void restore_whatCountsSay_isTheSame() {
    GridCounts first = counts(Arrays.copyOf(values, 21));
    GridCounts second = counts(Arrays.copyOfRange(values, 21, 60));
    GridCounts restored = new GridCounts(GRID, POSITIONS, CENTER, 1, 6);
    for (GridCounts part : new GridCounts[] {first, second}) {
      restored.restore(part.cells(), part.sums(), part.lags(), part.outsideHits());
    }
    first.merge(second);

    assertThatOf(restored, values);
    assertThat(restored.effectiveN()).isEqualTo(first.effectiveN()).isGreaterThan(1);
    assertThat(restored.effectiveOutsideN()).isEqualTo(first.effectiveOutsideN());
  }

  @Test
  void seed_countsAndTotal_moveTheMean() {
    GridCounts counts = counts(new double[] {2.5, 5});
    counts.seed(new long[] {1, 0, 3, 0}, 14);

    assertThat(counts.n()).isEqualTo(6);
    assertThat(counts.cells()).containsExactly(1, 1, 3, 1);
    assertThat(counts.sum()).isCloseTo(21.5, within(1e-12));
    assertThat(counts.mean()).isCloseTo(21.5 / 6, within(1e-12));
  }

  @Test
  void merge_otherGridOrCenter_isRefused() {
    GridCounts counts = counts(values);
    GridCounts otherGrid = new GridCounts(NumericGrid.of(2, 3, 5), POSITIONS, CENTER);
    GridCounts otherCenter = new GridCounts(GRID, POSITIONS, 2);

    assertThatThrownBy(() -> counts.merge(otherGrid)).hasMessageContaining("same grid");
    assertThatThrownBy(() -> counts.merge(otherCenter)).hasMessageContaining("same grid");
    assertThatThrownBy(() -> new GridCounts(GRID, new double[3], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 cells, 3 positions");
  }

  /** Rare ends are looked at alone only when both limits lie in them; limits are still in range. */
  @ParameterizedTest
  @CsvSource({
    "-1, 3",
    "-3, 1",
    "-1, 1",
    "-3, 3",
    "-2, 2",
    "-2.5, 2.5",
  })
  void recordCalls_rareEndsAndAnyLimits_findsAllOutside(double low, double high) {
    NumericGrid grid = NumericGrid.of(-2, 0, 2);
    double[] positions = CellPositions.of(new long[] {1, 100, 100, 1});
    double[] block = {-3, -2.5, -2, -1, 1, 2, 2.5, 3, -4, 4, 0};
    GridCounts counts = new GridCounts(grid, positions, 0, low, high);

    counts.recordCalls(block.clone(), block.length);

    assertThat(counts.outside())
        .isEqualTo(Arrays.stream(block).filter(x -> x < low || x > high).count());
    assertThat(counts.outsideHits().hits()).isEqualTo(counts.outside());
  }
}
