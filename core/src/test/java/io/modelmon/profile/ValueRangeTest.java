package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ValueRangeTest {

  @Test
  void limits_nothingKnown_areInfinite() {
    assertThat(ValueRange.UNDECLARED.low(null)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(ValueRange.UNDECLARED.high(null)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(ValueRange.UNDECLARED.declared()).isFalse();
    assertThat(ValueRange.UNDECLARED.learnedSides(null)).isZero();
  }

  @Test
  void limits_servedAsFloat_areInside() {
    for (double limit : new double[] {0.1, 0.7, 1e-30, 123456.789, -0.3, 0}) {
      ValueRange range = new ValueRange(limit, limit);
      double served = (float) limit;

      assertThat(served).isBetween(range.low(null), range.high(null));
    }
  }

  @Test
  void limits_beyondTolerance_areOutside() {
    ValueRange range = new ValueRange(0.0, 120.0);

    assertThat(-1e-9).isLessThan(range.low(null));
    assertThat(120.001).isGreaterThan(range.high(null));
  }

  @Test
  void limits_impossible_areRefused() {
    assertThatThrownBy(() -> new ValueRange(2.0, 1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0");
    assertThatThrownBy(() -> new ValueRange(Double.NaN, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ValueRange(null, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
