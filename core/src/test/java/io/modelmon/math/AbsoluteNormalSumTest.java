package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The running sums against the closed form of every pair. */
class AbsoluteNormalSumTest {

  @Test
  void law_multinomialDifferences_hasTheMomentsOfThePairs() {
    SplittableRandom random = new SplittableRandom(1);
    for (int levels = 2; levels <= 40; levels++) {
      double[] shares = shares(random, levels);
      AbsoluteNormalSum sum = new AbsoluteNormalSum();
      double[] deviations = new double[levels];
      for (int i = 0; i < levels; i++) {
        double odds = shares[i] / (1 - shares[i]);
        deviations[i] = Math.sqrt(shares[i] * (1 - shares[i]));
        sum.add(deviations[i], odds, odds);
      }

      double meanSquare = 0;
      for (int i = 0; i < levels; i++) {
        for (int j = 0; j < levels; j++) {
          double covariance = i == j ? shares[i] * (1 - shares[i]) : -shares[i] * shares[j];
          meanSquare += absoluteProduct(deviations[i], deviations[j], covariance);
        }
      }
      assertMoments(sum.law(1), deviations, meanSquare);
    }
  }

  @Test
  void law_brownianBridge_hasTheMomentsOfThePairs() {
    SplittableRandom random = new SplittableRandom(2);
    for (int points = 2; points <= 60; points++) {
      double[] shares = shares(random, points + 1);
      double[] below = new double[points];
      double[] deviations = new double[points];
      AbsoluteNormalSum sum = new AbsoluteNormalSum();
      double total = 0;
      for (int i = 0; i < points; i++) {
        total += shares[i];
        below[i] = total;
        deviations[i] = Math.sqrt(total * (1 - total));
        sum.add(deviations[i], total / (1 - total), (1 - total) / total);
      }

      double meanSquare = 0;
      for (int i = 0; i < points; i++) {
        for (int j = 0; j < points; j++) {
          double covariance = Math.min(below[i], below[j]) * (1 - Math.max(below[i], below[j]));
          meanSquare += absoluteProduct(deviations[i], deviations[j], covariance);
        }
      }
      assertMoments(sum.law(1), deviations, meanSquare);
    }
  }

  @Test
  void law_factor_scalesTheLaw() {
    AbsoluteNormalSum sum = new AbsoluteNormalSum();
    sum.add(2, 0.5, 0.5);
    sum.add(3, 0.5, 0.5);

    assertThat(sum.law(7).criticalValue(0.01))
        .isCloseTo(7 * sum.law(1).criticalValue(0.01), withinPercentage(1e-9));
  }

  @Test
  void isEmpty_untilAVariableIsAdded() {
    AbsoluteNormalSum sum = new AbsoluteNormalSum();
    assertThat(sum.isEmpty()).isTrue();

    sum.add(1, 0, 0);

    assertThat(sum.isEmpty()).isFalse();
  }

  private static void assertMoments(
      ScaledChiDistribution law, double[] deviations, double meanSquare) {
    double mean = 0;
    for (double deviation : deviations) {
      mean += deviation * Math.sqrt(2 / Math.PI);
    }
    double fittedSquare = law.degreesOfFreedom() * law.scale() * law.scale();
    assertThat(fittedSquare).isCloseTo(meanSquare, withinPercentage(0.3));
    assertThat(ScaledChiDistribution.ofMoments(mean, fittedSquare).degreesOfFreedom())
        .isCloseTo(law.degreesOfFreedom(), withinPercentage(1e-6));
  }

  /** E|X·Y| of a bivariate normal, from Nabeya. */
  private static double absoluteProduct(double one, double other, double covariance) {
    double rho = Math.max(-1, Math.min(1, covariance / (one * other)));
    return one * other * 2 / Math.PI * (Math.sqrt(1 - rho * rho) + rho * Math.asin(rho));
  }

  private static double[] shares(SplittableRandom random, int levels) {
    double[] shares = new double[levels];
    double total = 0;
    for (int i = 0; i < levels; i++) {
      shares[i] = Math.pow(random.nextDouble(), 3) + 1e-6;
      total += shares[i];
    }
    for (int i = 0; i < levels; i++) {
      shares[i] /= total;
    }
    return shares;
  }
}
