package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantileSketchMergeTest {

  private static QuantileSketch sketch(int k, IntStream values) {
    QuantileSketch sketch = new QuantileSketch(k);
    values.forEach(sketch::record);
    return sketch;
  }

  @Test
  void merge_belowCapacity_isExact() {
    QuantileSketch sketch = sketch(64, IntStream.range(0, 20));
    sketch.merge(sketch(64, IntStream.range(10, 30)));

    WeightedValues values = sketch.values();

    assertThat(sketch.n()).isEqualTo(40);
    assertThat(sketch.held()).isEqualTo(40);
    assertThat(values.values()).hasSize(30).isSorted();
    assertThat(values.weights()[9]).isEqualTo(1);
    assertThat(values.weights()[10]).isEqualTo(2);
    assertThat(values.weights()[20]).isEqualTo(1);
  }

  @Test
  void merge_withItself_doublesEveryWeight() {
    QuantileSketch sketch = sketch(64, IntStream.range(0, 20));
    sketch.merge(sketch);

    assertThat(sketch.n()).isEqualTo(40);
    assertThat(sketch.values().weights()).hasSize(20).containsOnly(2);
  }

  @Test
  void merge_manyLevels_keepsWeightSizeAndRanks() {
    int k = 128;
    QuantileSketch sketch = sketch(k, IntStream.range(0, 10));
    sketch.merge(sketch(k, IntStream.range(10, 50_000)));
    sketch.merge(sketch(k, IntStream.range(50_000, 51_000)));

    WeightedValues values = sketch.values();

    assertThat(sketch.n()).isEqualTo(51_000);
    assertThat(values.total()).isEqualTo(51_000);
    assertThat(sketch.held()).isEqualTo(values.values().length).isBetween(k, 4 * k);
    long rank = 0;
    for (int i = 0; i < values.values().length; i++) {
      rank += values.weights()[i];
      // Four times what one stream of a hundred exceeds; the coin is seeded.
      assertThat(rank - values.values()[i])
          .isBetween(
              -4 * 51_000 * QuantileSketch.rankError(k), 4 * 51_000 * QuantileSketch.rankError(k));
    }
  }

  @Test
  void merge_otherCapacity_isRefused() {
    QuantileSketch sketch = new QuantileSketch(8);
    QuantileSketch other = new QuantileSketch(9);

    assertThatThrownBy(() -> sketch.merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 and 9");
    assertThatThrownBy(() -> new QuantileSketch(7)).hasMessageContaining("7");
  }

  @Test
  void record_overCapacity_halvesTheLowestLevel() {
    QuantileSketch sketch = sketch(8, IntStream.range(0, 8));
    assertThat(sketch.held()).isEqualTo(8);

    sketch.record(8);

    // Eight of nine values are halved, the largest stays.
    WeightedValues values = sketch.values();
    assertThat(sketch.held()).isEqualTo(5);
    assertThat(values.total()).isEqualTo(9);
    assertThat(values.weights()).containsExactly(2, 2, 2, 2, 1);
    assertThat(values.values()[4]).isEqualTo(8);
    double offset = values.values()[0];
    assertThat(offset).isBetween(0.0, 1.0);
    for (int i = 0; i < 4; i++) {
      assertThat(values.values()[i]).isEqualTo(2 * i + offset);
    }
  }

  @Test
  void record_heavyValue_isHeldAtFewPlaces() {
    QuantileSketch sketch = new QuantileSketch(64);
    sketch.record(1, 1_000_000);
    sketch.record(2, 3);

    WeightedValues values = sketch.values();
    assertThat(values.values()).containsExactly(1, 2);
    assertThat(values.weights()).containsExactly(1_000_000, 3);
    assertThat(sketch.held()).isLessThan(200);
    assertThatThrownBy(() -> sketch.record(1, 0)).hasMessageContaining("times = 0");
    assertThatThrownBy(() -> sketch.record(Double.NaN)).hasMessageContaining("finite");
  }

  @Test
  void rankError_twoHundred_isThePublishedOne() {
    // The table of KLL sketches gives 1.33 % at k = 200.
    assertThat(QuantileSketch.rankError(200)).isCloseTo(0.0133, within(5e-5));
  }

  @Test
  void record_anyStream_tossesBothSidesOfTheCoin() {
    SplittableRandom random = new SplittableRandom(1);
    int odd = 0;
    for (int trial = 0; trial < 200; trial++) {
      QuantileSketch sketch = new QuantileSketch(8);
      double start = random.nextInt(1_000);
      for (int i = 0; i < 9; i++) {
        sketch.record(start + i);
      }
      odd += sketch.values().values()[0] == start ? 0 : 1;
    }

    // Seven standard deviations of a fair coin.
    assertThat(odd).isBetween(50, 150);
  }
}
