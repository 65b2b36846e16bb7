package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far tails and edges; the rest is held against recorded values. */
class ChiSquareDistributionTest {

  /** With an even number of degrees it is the probability of few Poisson events. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 20, 100, 1000})
  void survival_downToTheSmallestDouble_isThePoissonSum(int degrees) {
    int tails = 0;
    for (double half = 0.5 * degrees; tails < 3; half *= 1.01) {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      double log = -half;
      for (int k = 1; 2 * k <= degrees; k++) {
        sum = log > largest ? sum * Math.exp(largest - log) + 1 : sum + Math.exp(log - largest);
        largest = Math.max(largest, log);
        log += Math.log(half / k);
      }
      double survival = ChiSquareDistribution.survival(2 * half, degrees);
      double expected = largest + Math.log(sum);
      if (expected > -700) {
        assertThat(survival).isCloseTo(Math.exp(expected), withinPercentage(1e-9));
      } else if (expected < -750) {
        assertThat(survival).isZero();
        tails++;
      }
    }
  }

  @Test
  void survival_hugeArguments_isZero() {
    for (double df : new double[] {1e-10, 0.5, 1, 500, 1e6}) {
      for (double x : new double[] {1e100, 1e154, 1e300, Double.MAX_VALUE}) {
        assertThat(ChiSquareDistribution.survival(x, df)).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.05, 1e-3, 1e-12, 1e-300})
  void criticalValue_twoDegrees_isTheLogarithm(double tail) {
    assertThat(ChiSquareDistribution.criticalValue(tail, 2))
        .isCloseTo(-2 * Math.log(tail), withinPercentage(1e-9));
  }

  /** A fraction of a degree leaves nearly all of the law at 0, far from where searches begin. */
  @ParameterizedTest
  @ValueSource(doubles = {0.003, 0.01, 0.1, 0.3, 1, 7, 400, 1e5})
  void criticalValue_anyDegrees_isExceededWithThatProbability(double df) {
    for (double tail : new double[] {0.4, 0.01, 1e-6}) {
      double critical = ChiSquareDistribution.criticalValue(tail, df);

      assertThat(ChiSquareDistribution.survival(critical, df))
          .isCloseTo(tail, withinPercentage(1e-8));
    }
  }

  @Test
  void criticalValue_belowTheSmallestDouble_isNearlyZero() {
    assertThat(ChiSquareDistribution.criticalValue(0.4, 1e-3)).isBetween(0.0, 1e-300);
    assertThat(ChiSquareDistribution.criticalValue(0.01, 1e-9)).isBetween(0.0, 1e-300);
  }
}
