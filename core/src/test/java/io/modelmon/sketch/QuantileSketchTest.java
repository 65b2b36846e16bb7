package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

  private static final int N = 300_000;

  @Test
  void values_upToCapacity_areExact() {
    QuantileSketch sketch = new QuantileSketch(512);
    for (int i = 500; i > 0; i--) {
      sketch.record(i % 250);
    }

    WeightedValues values = sketch.values();

    assertThat(values.values()).hasSize(250).isSorted();
    assertThat(values.weights()).containsOnly(2);
  }

  @Test
  void values_longStreamsOfManyShapes_keepRanksWithinBound() {
    Random random = new Random(7);
    assertRanks(i -> random.nextGaussian());
    assertRanks(i -> i);
    assertRanks(i -> N - i);
    assertRanks(i -> i % 2 == 0 ? i : N - i);
    assertRanks(i -> Math.exp(3 * random.nextGaussian()));
    assertRanks(i -> random.nextInt(100));
  }

  // The coin is seeded: the outcome is fixed. 0.2 % is three times the bound that one stream in a
  // hundred may exceed.
  private static void assertRanks(IntToDoubleFunction stream) {
    QuantileSketch sketch = new QuantileSketch(4096);
    double[] all = new double[N];
    for (int i = 0; i < N; i++) {
      all[i] = stream.applyAsDouble(i);
      sketch.record(all[i]);
    }
    Arrays.sort(all);
    WeightedValues values = sketch.values();

    assertThat(values.total()).isEqualTo(N);
    assertThat(values.values().length).isLessThan(3 * 4096 + 200);
    long rank = 0;
    int below = 0;
    double worst = 0;
    for (int i = 0; i < values.values().length; i++) {
      rank += values.weights()[i];
      while (below < N && all[below] <= values.values()[i]) {
        below++;
      }
      worst = Math.max(worst, Math.abs(rank - below) / (double) N);
    }
    assertThat(worst).isLessThan(0.002);
  }

  @Test
  void record_weighted_keepsTotalWeight() {
    QuantileSketch sketch = new QuantileSketch(64);

    for (int i = 1; i <= 1000; i++) {
      sketch.record(i, i);
    }

    assertThat(sketch.n()).isEqualTo(500_500);
    assertThat(sketch.values().total()).isEqualTo(500_500);
  }

  @Test
  void distinctEstimate_manyValues_isWithinFiveStandardErrors() {
    DistinctEstimate estimate = new DistinctEstimate();

    for (long i = 0; i < 400_000; i++) {
      estimate.record(i % 100_000);
    }

    // 1 / sqrt(1024) is 3.1 %; the hash is fixed, so the outcome is too.
    assertThat(estimate.estimate()).isBetween(85_000L, 115_000L);
  }

  @Test
  void distinctEstimate_fewValues_isExact() {
    DistinctEstimate estimate = new DistinctEstimate();

    for (long i = 0; i < 10_000; i++) {
      estimate.record(i % 1000);
    }

    assertThat(estimate.estimate()).isEqualTo(1000);
  }
}
