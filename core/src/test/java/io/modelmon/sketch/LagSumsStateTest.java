package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sum, whichever way it was fed, and what is refused as the sums of no series. */
class LagSumsStateTest {

  @Test
  void recordCalls_anyBlocks_haveTheSumsOfSingleCalls() {
    SplittableRandom random = new SplittableRandom(1);
    LagSums together = new LagSums();
    LagSums single = new LagSums();
    for (int block = 0; block < 50; block++) {
      double[] positions = random.doubles(random.nextInt(6)).map(x -> x - 0.4).toArray();
      together.recordCalls(positions, positions.length);
      for (double position : positions) {
        single.record(position);
        single.endCall();
      }
      assertSameSums(together, single);
    }
  }

  @Test
  void recordCalls_longerArray_countsItsBeginning() {
    LagSums together = new LagSums();
    together.recordCalls(new double[] {0.1, -0.2, 7, 7}, 2);
    LagSums single = new LagSums();
    single.recordCalls(new double[] {0.1, -0.2}, 2);

    assertSameSums(together, single);
  }

  @Test
  void recordHits_anyCalls_haveTheSumsOfTheirIndicators() {
    SplittableRandom random = new SplittableRandom(2);
    LagSums hits = new LagSums();
    LagSums rows = new LagSums();
    for (int call = 0; call < 60; call++) {
      int size = 1 + random.nextInt(4);
      int hit = random.nextInt(size + 1);
      hits.recordHits(size, hit);
      for (int row = 0; row < size; row++) {
        rows.record(row < hit ? 1 : 0);
      }
      rows.endCall();
    }

    // Rows within a call are not told apart, so only their pairs differ.
    assertThat(hits.sum()).isEqualTo(rows.sum()).isPositive();
    assertThat(hits.lag1()).isEqualTo(rows.lag1());
    assertThat(hits.effectiveN()).isEqualTo(rows.effectiveN());
    assertThat(hits.counts()[1]).isZero();
  }

  @Test
  void recordZeros_anyNumber_haveTheSumsOfSingleCalls() {
    LagSums together = new LagSums();
    LagSums single = new LagSums();
    for (int calls : new int[] {0, 3, 1, -2, 5}) {
      together.recordZeros(calls);
      together.recordHits(3, 2);
      for (int i = 0; i < calls; i++) {
        single.recordHits(1, 0);
      }
      single.recordHits(3, 2);
    }

    assertSameSums(together, single);
    assertThat(together.counts()[0]).isEqualTo(24);
  }

  @Test
  void endCall_withoutRow_changesNothing() {
    LagSums sums = new LagSums();
    sums.endCall();
    sums.record(0.5);
    sums.endCall();
    sums.endCall();

    assertThat(sums.counts()).containsExactly(1, 0, 1, 0, 0, 0);
  }

  @Test
  void record_rowsOfACall_formPairs() {
    LagSums sums = new LagSums();
    sums.record(0.5);
    sums.record(0.25);
    sums.record(-1);
    sums.endCall();
    sums.record(2);
    sums.endCall();

    assertThat(sums.counts()).containsExactly(4, 2, 2, 1, 0, 0);
    assertThat(sums.sums())
        .containsExactly(
            1.75, // sum
            0.25 + 0.0625 + 1 + 4, // of squares
            0.125 - 0.25, // of products of neighbouring rows
            0.75 - 0.75, // of neighbouring rows
            0.0625 + 4, // of squared calls
            9 + 1, // of squared sizes
            3 * -0.25 + 2, // of sizes times calls
            -0.5, // of products of calls
            1 * -0.25 + 3 * 2, // of sizes times the other call
            3 * 1, // of products of sizes
            0, // nothing merged
            0,
            0,
            0);
  }

  @Test
  void record_threeCalls_formPairsAtBothLags() {
    LagSums sums = new LagSums();
    for (double[] call : new double[][] {{1, 2}, {-1}, {0.5, 0.25, 0.25}}) {
      for (double position : call) {
        sums.record(position);
      }
      sums.endCall();
    }

    assertThat(sums.counts()).containsExactly(6, 3, 3, 2, 0, 1);
    assertThat(Arrays.copyOfRange(sums.sums(), 7, 10))
        .containsExactly(3 * -1 + -1 * 1, 2 * -1 + 1 * 3 + 1 * 1 + 3 * -1, 2 * 1 + 1 * 3);
    assertThat(Arrays.copyOfRange(sums.sums(), 11, 14))
        .containsExactly(3 * 1, 2 * 1 + 3 * 3, 2 * 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3 3 3 3 3 3", "3 0 0 0 0 0", "0 0 0 0 0 0", "9 4 3 2 9 1"})
  void of_possibleCounts_areRestored(String counts) {
    LagSums restored = LagSums.of(numbers(counts), new double[LagSums.SUMS]);

    assertThat(restored.counts()).containsExactly(numbers(counts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 4 3 3 3 3", "3 -1 3 3 3 3", "3 3 4 3 3 3", "3 3 -1 -1 3 -1", "3 3 2 3 3 2",
        "3 3 3 -1 3 -1", "3 3 3 3 4 3", "3 3 3 3 -1 3", "3 3 3 2 3 3", "3 3 3 3 3 -1"
      })
  void of_impossibleCounts_areRefused(String counts) {
    assertThatThrownBy(() -> LagSums.of(numbers(counts), new double[LagSums.SUMS]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no series");
  }

  @Test
  void of_wrongLengthOrNotFinite_isRefused() {
    long[] counts = {3, 0, 3, 2, 0, 1};
    double[] sums = new double[LagSums.SUMS];
    assertThatThrownBy(() -> LagSums.of(new long[4], sums)).hasMessageContaining("6 counts");
    assertThatThrownBy(() -> LagSums.of(counts, new double[13])).hasMessageContaining("14 sums");
    for (int i = 0; i < sums.length; i++) {
      double[] broken = sums.clone();
      broken[i] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
      assertThatThrownBy(() -> LagSums.of(counts, broken)).hasMessageContaining("no series");
    }
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static void assertSameSums(LagSums left, LagSums right) {
    assertThat(left.counts()).containsExactly(right.counts());
    assertThat(left.sums()).containsExactly(right.sums(), within(1e-12));
  }
}
