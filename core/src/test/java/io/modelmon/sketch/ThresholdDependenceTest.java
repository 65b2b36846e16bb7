package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.EffectiveSampleSize;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdDependenceTest {

  private static final int PAIRS = 1000;
  private static final int LATER = 999;

  @Test
  void inflation_twoGroups_isThatOfTheirIndicator() {
    long[] next = {600, 90, 110, 200};
    long[] later = {580, 110, 130, 179};
    double expected = inflation(700, 200, 700, 240);

    assertThat(ThresholdDependence.inflation(2, next, later)).isCloseTo(expected, within(1e-9));
    assertThat(expected).isGreaterThan(3);
  }

  /** The first threshold is crossed 20 times, the second 110 times. */
  @Test
  void inflation_threeGroups_isTheLargestOfBothThresholds() {
    long[] next = {190, 5, 5, 5, 430, 45, 5, 55, 260};
    long[] later = {180, 12, 8, 10, 400, 60, 10, 70, 249};
    double first = inflation(200, 20, 200, 40);
    double second = inflation(685, 110, 676, 148);

    assertThat(first).isGreaterThan(second + 1);
    assertThat(ThresholdDependence.inflation(3, next, later)).isCloseTo(first, within(1e-9));
    assertThat(ThresholdDependence.inflation(3, reversed(next), reversed(later)))
        .isCloseTo(first, within(1e-9));
  }

  @Test
  void inflation_emptyGroups_areNoThresholds() {
    long[] next = new long[16];
    long[] later = new long[16];
    long[] two = {600, 90, 110, 200};
    long[] twoLater = {580, 110, 130, 179};
    for (int i = 0; i < 4; i++) {
      int cell = (1 + i / 2) * 4 + 1 + i % 2; // groups 1 and 2 of 0 to 3
      next[cell] = two[i];
      later[cell] = twoLater[i];
    }

    assertThat(ThresholdDependence.inflation(4, next, later))
        .isEqualTo(ThresholdDependence.inflation(2, two, twoLater));
  }

  @Test
  void inflation_oneGroupOnly_isUndefined() {
    assertThat(ThresholdDependence.inflation(1, new long[] {50}, new long[] {49})).isNaN();
    assertThat(ThresholdDependence.inflation(2, new long[] {50, 0, 0, 0}, new long[4])).isNaN();
    assertThat(ThresholdDependence.inflation(2, new long[] {0, 0, 0, 50}, new long[4])).isNaN();
    assertThat(ThresholdDependence.inflation(2, new long[4], new long[4])).isNaN();
  }

  /** By the law of the arcsine; the standard error is 3 %. */
  @Test
  void noiseN_autoregressiveRows_isThatOfTheirMedian() {
    GridTally tally = autoregressive(40_000, 1);
    double lag1 = 2 / Math.PI * Math.asin(0.9);
    double lag2 = 2 / Math.PI * Math.asin(0.81);
    double expected = EffectiveSampleSize.inflation(lag1, lag2, 39_999);

    assertThat(40_000 / tally.noiseN()).isCloseTo(expected, within(0.15 * expected));
    assertThat(40_000 / tally.effectiveN()).isBetween(16.0, 21.5);
  }

  @Test
  void noiseN_callsOfManyRowsOrMergedParts_isTheEffectiveSize() {
    GridTally calls = autoregressive(2_000, 2);
    GridTally merged = autoregressive(2_000, 1);
    merged.merge(autoregressive(2_000, 1));

    assertThat(calls.noiseN()).isEqualTo(calls.effectiveN());
    assertThat(merged.noiseN()).isEqualTo(merged.effectiveN());
  }

  /** The correlation of an indicator by how often it changes: 1 - changes / (2 N p (1 - p)). */
  private static double inflation(double below, double changes, double laterBelow, double later) {
    double share = below / PAIRS;
    double laterShare = laterBelow / LATER;
    double lag1 = 1 - changes / PAIRS / (2 * share * (1 - share));
    double lag2 = 1 - later / LATER / (2 * laterShare * (1 - laterShare));
    return EffectiveSampleSize.inflation(lag1, lag2, PAIRS);
  }

  private static long[] reversed(long[] counts) {
    long[] reversed = new long[counts.length];
    Arrays.setAll(reversed, i -> counts[counts.length - 1 - i]);
    return reversed;
  }

  private static GridTally autoregressive(int length, int rowsOfACall) {
    double[] sample = new double[500];
    Arrays.setAll(sample, i -> -3 + i * 6 / 499.0);
    long[] weights = new long[500];
    Arrays.setAll(weights, i -> Math.round(1e4 * Math.exp(-sample[i] * sample[i] / 2)));
    GridTally tally = GridTally.of(new WeightedValues(sample, weights));
    SplittableRandom random = new SplittableRandom(11);
    double state = random.nextGaussian();
    for (int i = 1; i <= length; i++) {
      state = 0.9 * state + Math.sqrt(0.19) * random.nextGaussian();
      tally.record(state);
      if (i % rowsOfACall == 0) {
        tally.endCall();
      }
    }
    return tally;
  }
}
