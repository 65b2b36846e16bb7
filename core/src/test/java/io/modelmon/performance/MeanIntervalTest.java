package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.math.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanIntervalTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Powers of two multiply exactly: the interval is the same in another unit. */
  @ParameterizedTest
  @ValueSource(ints = {-1000, -700, -300, 300, 700, 1000})
  void interval_otherUnit_isTheSameInThatUnit(int exponent) {
    double[] values = {1, 5, 2, 2, 3, 9, 1, 4, 4, 2.5};
    Interval expected = MeanInterval.of(values, 0, INFINITY, 0.95);

    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(values[i], exponent);
    }
    Interval interval = MeanInterval.of(scaled, 0, INFINITY, 0.95);

    assertThat(interval.lower()).isEqualTo(Math.scalb(expected.lower(), exponent));
    assertThat(interval.upper()).isEqualTo(Math.scalb(expected.upper(), exponent));
  }

  @Test
  void interval_differencesBeyondRange_isUnknown() {
    double[] values = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE};

    assertThat(MeanInterval.of(values, -INFINITY, INFINITY, 0.95).known()).isFalse();
    assertThat(MeanInterval.mean(values)).isBetween(5.9e307, 6e307);
  }
}
