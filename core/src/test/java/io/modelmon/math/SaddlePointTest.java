package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaddlePointTest {

  @Test
  void deviance_ends_areTheLimits() {
    assertThat(SaddlePoint.deviance(0, 3)).isEqualTo(3);
    assertThat(SaddlePoint.deviance(3, 3)).isZero();
    assertThat(SaddlePoint.deviance(0, 1e-300)).isEqualTo(1e-300);
  }

  /** x = m·(1 + d): m·d²/2·(1 − d/3 + d²/6 − …). */
  @ParameterizedTest
  @ValueSource(doubles = {1e-9, -1e-9, 1e-7, -3e-7})
  void deviance_nearTheMean_doesNotCancel(double off) {
    double expected = 1e6 * off * off / 2 * (1 - off / 3);

    assertThat(SaddlePoint.deviance(1e6 * (1 + off), 1e6)).isCloseTo(expected, withinPercentage(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.8, 0.82, 0.9, 1.1, 1.22, 1.23, 3})
  void deviance_anyRatio_isItsDefinition(double ratio) {
    double expected = 50 * (ratio * Math.log(ratio) + 1 - ratio);

    assertThat(SaddlePoint.deviance(50 * ratio, 50)).isCloseTo(expected, within(3e-14));
  }

  /** Factorials up to 18! are exact in a double; the series begins at 16. */
  @Test
  void logPoisson_wholeNumbers_isTheirDefinition() {
    double factorial = 1;
    for (int x = 1; x <= 18; x++) {
      factorial *= x;
      assertThat(SaddlePoint.logPoisson(x, 16))
          .isCloseTo(x * Math.log(16) - 16 - Math.log(factorial), within(2e-14));
    }
    assertThat(SaddlePoint.logPoisson(0, 16)).isEqualTo(-16);
  }

  @Test
  void logHypergeometric_wholePopulationOrNothingMarked_isCertain() {
    assertThat(SaddlePoint.logHypergeometric(0, 0, 4, 9)).isZero();
    assertThat(SaddlePoint.logHypergeometric(4, 9, 4, 9)).isZero();
    assertThat(SaddlePoint.logHypergeometric(0, 5, 0, 9)).isZero();
    assertThat(SaddlePoint.logHypergeometric(5, 5, 9, 9)).isZero();
  }

  /** One draw: the marked share; all but one: that of the rest. */
  @ParameterizedTest
  @ValueSource(doubles = {3, 40, 999_000, 999_999})
  void logHypergeometric_oneDraw_isTheShare(double marked) {
    double total = 1_000_000;

    assertThat(Math.exp(SaddlePoint.logHypergeometric(1, 1, marked, total)))
        .isCloseTo(marked / total, withinPercentage(1e-9));
    assertThat(Math.exp(SaddlePoint.logHypergeometric(0, 1, marked, total)))
        .isCloseTo(1 - marked / total, withinPercentage(1e-8));
    assertThat(Math.exp(SaddlePoint.logHypergeometric(marked, total - 1, marked, total)))
        .isCloseTo(1 - marked / total, withinPercentage(1e-8));
  }
}
