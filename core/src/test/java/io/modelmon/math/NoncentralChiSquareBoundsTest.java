package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a bound leaves zero, and the ends of the ranges of all arguments. */
class NoncentralChiSquareBoundsTest {

  @ParameterizedTest
  @CsvSource({"1, 0.01", "3, 0.005", "12, 0.1", "250, 0.01"})
  void lowerBound_aboutTheCentralQuantile_leavesZeroThere(double df, double tail) {
    double quantile = ChiSquareDistribution.criticalValue(tail, df);

    assertThat(NoncentralChiSquareDistribution.lowerBound(quantile * 0.999999, df, tail)).isZero();
    for (double factor : new double[] {1.000001, 1.0001, 1.01, 2}) {
      double bound = NoncentralChiSquareDistribution.lowerBound(quantile * factor, df, tail);
      assertThat(bound).isPositive();
      assertThat(NoncentralChiSquareDistribution.survival(quantile * factor, df, bound))
          .isCloseTo(tail, withinPercentage(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 0.005, 0.0717217745", "2, 0.01, 0.0201006717", "12, 0.1, 6.3037960595"})
  void upperBound_aboutTheCentralQuantile_leavesZeroThere(double df, double tail, double quantile) {
    assertThat(NoncentralChiSquareDistribution.upperBound(quantile * 0.99999, df, tail)).isZero();
    for (double factor : new double[] {1.00001, 1.01, 2}) {
      double bound = NoncentralChiSquareDistribution.upperBound(quantile * factor, df, tail);
      assertThat(bound).isPositive();
      assertThat(NoncentralChiSquareDistribution.cumulative(quantile * factor, df, bound))
          .isCloseTo(tail, withinPercentage(1e-8));
    }
  }

  /** Rounding of the tail keeps the search from its goal; the bound is still about x ± z·2√x. */
  @Test
  void bounds_hugeObservation_areStillRoots() {
    double lower = NoncentralChiSquareDistribution.lowerBound(1e8, 19, 0.005);
    double upper = NoncentralChiSquareDistribution.upperBound(1e8, 19, 0.005);

    assertThat(lower).isCloseTo(1e8 - 2.5758293 * 2e4, within(200.0));
    assertThat(upper).isCloseTo(1e8 + 2.5758293 * 2e4, within(200.0));
  }

  @Test
  void bounds_endsOfTheirRanges_areAccepted() {
    assertThat(NoncentralChiSquareDistribution.lowerBound(9, 3, 0.5)).isBetween(6.0, 7.0);
    assertThat(NoncentralChiSquareDistribution.upperBound(9, 3, 0.5)).isBetween(6.0, 7.0);
    assertThat(NoncentralChiSquareDistribution.upperBound(0, 3, 0.01)).isZero();
    assertThat(NoncentralChiSquareDistribution.cumulative(5, 1, 1e9)).isZero();
    assertThat(NoncentralChiSquareDistribution.survival(0, 3, 5)).isEqualTo(1);
    assertThat(NoncentralChiSquareDistribution.cumulative(-1, 3, 5)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 0.500001, Double.NaN})
  void bounds_tailOutOfRange_isRefused(double tail) {
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.lowerBound(9, 3, tail))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0, 0.5]");
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.upperBound(9, 3, tail))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "1.1e8, 3", "NaN, 3", "4, Infinity", "4, -1", "4, NaN"})
  void bounds_observationOrDegreesOutOfRange_areRefused(double x, double df) {
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.lowerBound(x, df, 0.01))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
