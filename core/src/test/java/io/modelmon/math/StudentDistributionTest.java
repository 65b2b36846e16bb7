package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many degrees of freedom, edges and arguments; the rest is held against recorded values. */
class StudentDistributionTest {

  /** The density integrated by mpmath with 50 digits. */
  @ParameterizedTest
  @CsvSource({
    "1000001, 5, 5.7339978699242436e-7",
    "1000001, 20, 5.7330868172584316e-89",
    "1000001, 36, 1.2733985774794691e-283",
    "2000000, 30, 1.086119231216367e-197",
    "3000000, 0.5, 0.61707511412544344"
  })
  void survival_manyDegrees_agreesFarOut(double df, double t, double expected) {
    assertThat(StudentDistribution.survival(t, df)).isCloseTo(expected, withinPercentage(1e-7));
    assertThat(StudentDistribution.survival(-t, df)).isCloseTo(expected, withinPercentage(1e-7));
  }

  @Test
  void survival_beyondTheSmallestDouble_isZero() {
    assertThat(StudentDistribution.survival(150, 2e6)).isZero();
    assertThat(StudentDistribution.survival(1e5, 1e7)).isZero();
    assertThat(StudentDistribution.survival(Double.NEGATIVE_INFINITY, 5)).isZero();
  }

  /** The expansion around the normal law bends back far out, where t² is of the size of df. */
  @Test
  void survival_manyDegreesAndSquareOfTheirSize_staysZero() {
    for (double square = 0.01 * 2e6; square < 20 * 2e6; square *= 1.002) {
      assertThat(StudentDistribution.survival(Math.sqrt(square), 2e6)).isZero();
    }
  }

  @Test
  void survival_oneDegree_isCauchys() {
    for (double t : new double[] {0.1, 0.999, 1, 1.001, 3, 1e6}) {
      assertThat(StudentDistribution.survival(t, 1))
          .isCloseTo(2 / Math.PI * Math.atan(1 / t), withinPercentage(1e-10));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.005, 1e-5})
  void criticalValue_oneDegree_isCauchys(double tail) {
    assertThat(StudentDistribution.criticalValue(tail, 1))
        .isCloseTo(1 / Math.tan(Math.PI * tail / 2), withinPercentage(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY, Double.NaN})
  void survival_degreesOutOfRange_areRefused(double df) {
    assertThatThrownBy(() -> StudentDistribution.survival(1, df))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(df));
  }
}
