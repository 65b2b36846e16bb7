package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledChiDistributionTest {

  @Test
  void ofMoments_halfNormal_findsOneDegreeOfFreedom() {
    ScaledChiDistribution law = ScaledChiDistribution.ofMoments(3 * Math.sqrt(2 / Math.PI), 9);

    assertThat(law.degreesOfFreedom()).isCloseTo(1, within(1e-6));
    assertThat(law.scale()).isCloseTo(3, within(1e-6));
    // The two-sided normal 1 % point, times 3.
    assertThat(law.criticalValue(0.01)).isCloseTo(3 * 2.5758293035489004, withinPercentage(1e-4));
  }

  @Test
  void ofMoments_rayleigh_findsTwoDegreesOfFreedom() {
    ScaledChiDistribution law = ScaledChiDistribution.ofMoments(Math.sqrt(Math.PI / 2), 2);

    assertThat(law.degreesOfFreedom()).isCloseTo(2, within(1e-6));
    assertThat(law.survival(2)).isCloseTo(Math.exp(-2), within(1e-6));
  }

  /** Means of chi variables at 40 digits, on both sides of where the series begins. */
  @ParameterizedTest
  @CsvSource({"31, 5.5230513204305197", "33, 5.7012142662508591", "1000, 31.614871896980080"})
  void ofMoments_ofManyDegrees_findsThem(double degrees, double mean) {
    ScaledChiDistribution law = ScaledChiDistribution.ofMoments(mean, degrees);

    assertThat(law.degreesOfFreedom()).isCloseTo(degrees, withinPercentage(1e-9));
  }

  @Test
  void criticalValue_anyTail_invertsSurvival() {
    ScaledChiDistribution law = new ScaledChiDistribution(3.7, 0.2);

    for (double tail : new double[] {0.5, 0.1, 0.01, 1e-6}) {
      assertThat(law.survival(law.criticalValue(tail))).isCloseTo(tail, withinPercentage(1e-9));
    }
  }

  @Test
  void ofMoments_almostNoSpread_staysFinite() {
    ScaledChiDistribution law = ScaledChiDistribution.ofMoments(5, 25);

    assertThat(law.criticalValue(0.01)).isCloseTo(5, withinPercentage(0.5));
  }

  @Test
  void survival_atOrBelowZero_isOne() {
    assertThat(new ScaledChiDistribution(2, 1).survival(0)).isEqualTo(1);
    assertThat(new ScaledChiDistribution(2, 1).survival(-3)).isEqualTo(1);
  }

  @Test
  void ofMoments_impossibleMoments_areRejected() {
    assertThatThrownBy(() -> ScaledChiDistribution.ofMoments(2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mean");
    assertThatThrownBy(() -> ScaledChiDistribution.ofMoments(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScaledChiDistribution.ofMoments(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
