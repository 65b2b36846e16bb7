package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanIntervalTest {

  @ParameterizedTest
  @ValueSource(doubles = {1e100, 1e200, Double.MAX_VALUE, 1e-100, Double.MIN_VALUE})
  void interval_momentsBeyondRange_isUnknown(double outlier) {
    double[] values = new double[10];
    values[3] = outlier;

    assertThat(MeanInterval.of(values, 0, Double.POSITIVE_INFINITY, 0.95).known()).isFalse();
  }
}
