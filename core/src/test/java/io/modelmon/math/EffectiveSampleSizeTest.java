package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class EffectiveSampleSizeTest {

  @Test
  void of_firstOrderDependence_dividesByTheVarianceInflation() {
    assertThat(EffectiveSampleSize.of(1_900, 0.9)).isCloseTo(100, within(1e-9));
    assertThat(EffectiveSampleSize.of(300, 0.5)).isCloseTo(100, within(1e-9));
  }

  @Test
  void of_noOrNegativeOrUndefinedDependence_isN() {
    assertThat(EffectiveSampleSize.of(1_000, 0)).isEqualTo(1_000);
    assertThat(EffectiveSampleSize.of(1_000, -0.4)).isEqualTo(1_000);
    assertThat(EffectiveSampleSize.of(1_000, Double.NaN)).isEqualTo(1_000);
  }

  @Test
  void of_noneOneOrFullDependence_staysInItsRange() {
    assertThat(EffectiveSampleSize.of(0, 0.5)).isZero();
    assertThat(EffectiveSampleSize.of(1, 0.5)).isEqualTo(1);
    assertThat(EffectiveSampleSize.of(1_000, 1)).isEqualTo(1);
    assertThat(EffectiveSampleSize.of(1_000, 1.7)).isEqualTo(1);
    assertThat(EffectiveSampleSize.of(Long.MAX_VALUE, 0)).isEqualTo((double) Long.MAX_VALUE);
  }

  @Test
  void of_negativeSize_isRejected() {
    assertThatThrownBy(() -> EffectiveSampleSize.of(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void correctedLag1_estimate_addsTheBias() {
    assertThat(EffectiveSampleSize.correctedLag1(0.5, 100)).isCloseTo(0.525, within(1e-15));
    assertThat(EffectiveSampleSize.correctedLag1(0, 10)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void correctedLag1_edges_areHeldOrUndefined() {
    assertThat(EffectiveSampleSize.correctedLag1(0.99, 10)).isEqualTo(1);
    assertThat(EffectiveSampleSize.correctedLag1(-1, 2)).isEqualTo(-1);
    assertThat(EffectiveSampleSize.correctedLag1(0.5, 1)).isNaN();
    assertThat(EffectiveSampleSize.correctedLag1(0.5, 0)).isNaN();
    assertThat(EffectiveSampleSize.correctedLag1(Double.NaN, 100)).isNaN();
  }

  @Test
  void inflation_correlationsOfAFirstOrderSeries_isThatOfLagOne() {
    assertThat(EffectiveSampleSize.inflation(0.5, 0.25, 1_000_000)).isCloseTo(3, within(0.001));
    assertThat(EffectiveSampleSize.inflation(0, 0.5, 1_000)).isCloseTo(1, within(0.01));
    assertThat(EffectiveSampleSize.inflation(Double.NaN, 0.5, 1_000)).isEqualTo(1);
    assertThat(EffectiveSampleSize.inflation(-0.5, 0.25, 1_000)).isEqualTo(1);
    assertThat(EffectiveSampleSize.inflation(0.5, 0.25, 0)).isEqualTo(1);
  }

  /** Half of the variance is noise: 1 + 2·(0.45 + 0.405 + …) = 10. */
  @Test
  void inflation_seriesSeenThroughNoise_followsTheDecayAfterLagOne() {
    assertThat(EffectiveSampleSize.inflation(0.45, 0.405, 10_000_000)).isCloseTo(10, within(0.01));
    assertThat(EffectiveSampleSize.inflation(0.45, Double.NaN, 10_000_000))
        .isCloseTo(1.45 / 0.55, within(0.001));
  }

  /**
   * Estimates about the sample mean expect, to first order in 1/n, ρ(k) − (1 + ρ)(1 − ρᵏ)/(1 − ρ)/n
   * − 2kρᵏ/n where ρ(k) = ρᵏ (Marriott and Pope 1954); without that bias and the widening for few
   * values the variance inflates by (1 + ρ)/(1 − ρ).
   */
  @Test
  void inflation_expectedEstimates_isFreeOfTheirBias() {
    long n = 4_000;
    for (double rho : new double[] {0.2, 0.5, 0.8}) {
      double lag1 = rho - (1 + rho + 2 * rho) / n;
      double lag2 = rho * rho - ((1 + rho) * (1 + rho) + 4 * rho * rho) / n;
      double widened = 1 + 5.9 / (n * (1 - rho * rho) / 2);

      double inflation = EffectiveSampleSize.inflation(lag1, lag2, n) / widened;

      assertThat(inflation).isCloseTo((1 + rho) / (1 - rho), withinPercentage(0.02));
      // More correlation at lag 2 counts from its first digit on.
      double more = EffectiveSampleSize.inflation(lag1, lag2 + 1e-3, n) / widened;
      assertThat(more / inflation - 1)
          .isCloseTo(2e-3 / (1 - rho) / (1 - rho) / inflation, withinPercentage(3));
    }
  }

  /** A decay per value below 1/√n cannot be told from none. */
  @Test
  void inflation_decayFasterThanKnowable_isHeld() {
    double held = EffectiveSampleSize.inflation(0.9, 0.9, 10_000);

    assertThat(held).isCloseTo((1 + 5.9 / 950) * (1 + 2 * 0.9 * 100), withinPercentage(0.1));
  }

  @Test
  void inflation_shortSeries_isWidenedOrLeftToLagOne() {
    double many = EffectiveSampleSize.inflation(0.6, 0.36, 1_000_000);

    assertThat(EffectiveSampleSize.inflation(0.6, 0.36, 300)).isBetween(1.03 * many, 1.2 * many);
    assertThat(EffectiveSampleSize.inflation(0.6, 0.6, 20))
        .isEqualTo(20 / EffectiveSampleSize.of(20, EffectiveSampleSize.correctedLag1(0.6, 20)));
  }

  /** Two states that follow each other with correlation 0.6: the inflation is 1.6/0.4. */
  @Test
  void inflationOfShare_chainOfTwoStates_isThatOfLagOne() {
    long n = 100_000_000;

    assertThat(EffectiveSampleSize.inflationOfShare(0.6, 0.36, n / 2, n))
        .isCloseTo(4, within(1e-3));
    assertThat(EffectiveSampleSize.inflationOfShare(0.6, 0.36, n / 9, n))
        .isCloseTo(4, within(1e-3));
  }

  /**
   * The sign of an autoregressive series has the autocorrelations 2/π·asin φᵏ (Sheppard), whose sum
   * the decay between lags 1 and 2 alone undervalues.
   */
  @Test
  void inflationOfShare_signOfAnAutoregressiveSeries_isThatOfAllLags() {
    long n = 100_000_000;
    for (double phi : new double[] {0.3, 0.6, 0.9}) {
      double truth = 1;
      for (int lag = 1; lag < 400; lag++) {
        truth += 2 * sign(phi, lag);
      }

      double inflation = EffectiveSampleSize.inflationOfShare(sign(phi, 1), sign(phi, 2), n / 2, n);

      assertThat(inflation).isCloseTo(truth, withinPercentage(7));
    }
    assertThat(EffectiveSampleSize.inflation(sign(0.9, 1), sign(0.9, 2), n)).isLessThan(10.1);
  }

  private static double sign(double phi, int lag) {
    return 2 / Math.PI * Math.asin(Math.pow(phi, lag));
  }

  /** 100 hits in 10,000 say as little of the decay as 100 values, d = 1/2 with an error of 1/10. */
  @Test
  void inflationOfShare_rareHits_isWidenedByTheirNumber() {
    double many = EffectiveSampleSize.inflationOfShare(0.5, 0.25, 5_000_000, 10_000_000);
    double rare = EffectiveSampleSize.inflationOfShare(0.5, 0.25, 100, 10_000);

    assertThat(rare / many).isCloseTo(1 + 3.8 / 50, within(0.002));
    assertThat(EffectiveSampleSize.inflationOfShare(0.5, 0.25, 9_900, 10_000)).isEqualTo(rare);
  }

  /** A decay below one and a half standard errors cannot be told from none. */
  @Test
  void inflationOfShare_decayFasterThanKnowable_isHeld() {
    double held = EffectiveSampleSize.inflationOfShare(0.9, 0.9, 225, 1_000_000);

    double most = 1 + 2 * 0.9 / 0.1;
    assertThat(held).isCloseTo((1 + 3.8 / (2 * 225 * 0.01)) * most, withinPercentage(0.1));
  }

  @Test
  void inflationOfShare_nothingToSee_isOne() {
    assertThat(EffectiveSampleSize.inflationOfShare(Double.NaN, Double.NaN, 0, 1_000)).isEqualTo(1);
    assertThat(EffectiveSampleSize.inflationOfShare(0.5, 0.25, 0, 0)).isEqualTo(1);
    assertThat(EffectiveSampleSize.inflationOfShare(-0.5, 0.25, 500, 1_000)).isEqualTo(1);
    assertThat(EffectiveSampleSize.inflationOfShare(0.05, 0.05, 500, 1_000)).isLessThan(1.2);
    assertThat(EffectiveSampleSize.inflationOfShare(0.5, Double.NaN, 500_000, 1_000_000))
        .isCloseTo(3, within(0.001));
  }
}
