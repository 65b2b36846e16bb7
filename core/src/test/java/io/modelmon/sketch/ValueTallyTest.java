package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Few values counted exactly, and the summary that goes on with a sketch. */
class ValueTallyTest {

  @Test
  void offer_anyValues_countsThemExactly() {
    SplittableRandom random = new SplittableRandom(2);
    ValueTally tally = new ValueTally(64);
    TreeMap<Double, Long> expected = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      double value = (random.nextInt(64) - 20) / 8.0;
      long times = 1L + random.nextInt(3);
      assertThat(tally.offer(value, times)).isTrue();
      expected.merge(value, times, Long::sum);
    }

    WeightedValues values = tally.values();

    assertThat(tally.distinct()).isEqualTo(64);
    assertThat(values.values())
        .containsExactly(expected.keySet().stream().mapToDouble(x -> x).toArray());
    assertThat(values.weights())
        .containsExactly(expected.values().stream().mapToLong(x -> x).toArray());
  }

  @Test
  void offer_oneValueTooMany_isDeclinedAndChangesNothing() {
    ValueTally tally = new ValueTally(4);
    for (int i = 0; i < 4; i++) {
      assertThat(tally.offer(i)).isTrue();
    }

    assertThat(tally.offer(4)).isFalse();
    assertThat(tally.offer(3)).isTrue();
    assertThat(tally.distinct()).isEqualTo(4);
    assertThat(tally.values().weights()).containsExactly(1, 1, 1, 2);
  }

  @Test
  void limit_noPowerOfTwo_isRefused() {
    assertThatThrownBy(() -> new ValueTally(12)).hasMessageContaining("12");
    assertThatThrownBy(() -> new ValueTally(0)).hasMessageContaining("0");
  }

  @Test
  void summary_moreValuesThanCounted_goesOnWithASketch() {
    ValueSummary summary = new ValueSummary();
    for (int i = 0; i < ValueSummary.EXACT_VALUES; i++) {
      summary.record(i);
    }
    assertThat(summary.distinct()).isEqualTo(ValueSummary.EXACT_VALUES);
    summary.record(-1);
    summary.record(-1);

    assertThat(summary.n()).isEqualTo(ValueSummary.EXACT_VALUES + 2);
    // Six standard errors of 3.1 %.
    assertThat(summary.distinct()).isBetween(3_300L, 4_900L);
    assertThat(summary.cut().cells()).isBetween(500, NumericGrid.MAX_CELLS);
  }

  @Test
  void summary_mergedEitherWay_countsAll() {
    for (int[] sizes : new int[][] {{10, 20}, {10, 6_000}, {6_000, 10}, {6_000, 7_000}}) {
      ValueSummary left = summary(0, sizes[0]);
      ValueSummary right = summary(0, sizes[1]);
      left.merge(right);
      long distinct = Math.max(sizes[0], sizes[1]);

      assertThat(left.n()).isEqualTo(sizes[0] + sizes[1]);
      assertThat((double) left.distinct()).isBetween(distinct * 0.81, distinct * 1.19);
      assertThat(right.n()).isEqualTo(sizes[1]);
    }
    assertThat(new ValueSummary().distinct()).isZero();
    assertThat(new ValueSummary().cut().cells()).isEqualTo(1);
  }

  @Test
  void summary_valuesAfterTheSketchBegan_spreadTheCellsOverAll() {
    ValueSummary recorded = summary(0, 40_000);
    ValueSummary merged = summary(0, 5_000);
    merged.merge(summary(5_000, 40_000));
    ValueSummary counted = summary(0, 38_000);
    counted.merge(summary(38_000, 40_000)); // few enough to be counted

    for (ValueSummary summary : new ValueSummary[] {recorded, merged, counted}) {
      GridTally tally = summary.cut();
      int middle = tally.record(20_000);
      int upper = tally.record(39_000);
      // Cells of equal mass: half of them lie below the middle.
      assertThat((double) middle / tally.cells()).isBetween(0.47, 0.53);
      assertThat((double) upper / tally.cells()).isBetween(0.95, 0.995);
    }
  }

  @Test
  void summary_zerosOfEitherSign_areOneValue() {
    ValueSummary summary = new ValueSummary();
    summary.record(-0.0);
    summary.record(0.0);

    assertThat(summary.distinct()).isEqualTo(1);
  }

  private static ValueSummary summary(int from, int to) {
    ValueSummary summary = new ValueSummary();
    for (int i = from; i < to; i++) {
      summary.record(i);
    }
    return summary;
  }
}
