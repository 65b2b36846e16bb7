package io.modelmon.performance.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.NoncentralChiSquareDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiasAwareReachTest {

  @Test
  void reach_withoutBias_isTheUsualOne() {
    assertThat(BiasAwareReach.of(0.95, 0)).isCloseTo(1.959963984540054, within(1e-9));
  }

  /** The square of |N(t, 1)| follows the noncentral chi-square law with noncentrality t². */
  @ParameterizedTest
  @CsvSource({"0.95, 0.1", "0.95, 0.5", "0.95, 1", "0.95, 3", "0.9, 2", "0.99, 7"})
  void reach_withBias_holdsAsOftenAsAskedFor(double level, double bias) {
    double reach = BiasAwareReach.of(level, bias);

    assertThat(NoncentralChiSquareDistribution.cumulative(reach * reach, 1, bias * bias))
        .isCloseTo(level, within(1e-9));
  }

  @Test
  void reach_withLargeBias_isTheOneSidedOneBeyondIt() {
    assertThat(BiasAwareReach.of(0.95, 50)).isCloseTo(51.64485362695147, within(1e-9));
  }
}
