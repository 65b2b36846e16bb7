package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrownianBridgeAreaTest {

  @Test
  void law_twoPoints_isHalfNormal() {
    BrownianBridgeArea area = new BrownianBridgeArea();
    area.add(3, 0.2, 0.8);

    double critical = area.law(1).criticalValue(0.01);

    assertThat(critical).isCloseTo(3 * 0.4 * 2.5758293035489004, withinPercentage(1e-4));
  }

  @Test
  void isEmpty_untilAStretchIsAdded() {
    BrownianBridgeArea area = new BrownianBridgeArea();

    assertThat(area.isEmpty()).isTrue();
    area.add(1, 0.5, 0.5);
    assertThat(area.isEmpty()).isFalse();
  }

  /** Var ∫B = ΣΣ wᵢwⱼ·min(Fᵢ, Fⱼ)·(1 − max(Fᵢ, Fⱼ)): B without the absolute value. */
  @Test
  void law_unequalStretches_hasTheFarTailOfTheSignedArea() {
    double[] widths = {3, 0.5, 7, 2};
    double[] shares = {0.1, 0.4, 0.55, 0.9};
    BrownianBridgeArea area = new BrownianBridgeArea();
    double variance = 0;
    for (int i = 0; i < widths.length; i++) {
      area.add(widths[i], shares[i], 1 - shares[i]);
      for (int j = 0; j < widths.length; j++) {
        double low = Math.min(shares[i], shares[j]);
        variance += widths[i] * widths[j] * low * (1 - Math.max(shares[i], shares[j]));
      }
    }

    BrownianBridgeArea.Law law = area.law(0.2);

    assertThat(law.tail().scale()).isCloseTo(0.2 * Math.sqrt(variance), withinPercentage(1e-10));
    assertThat(law.tail().degreesOfFreedom() * Math.pow(law.tail().scale(), 2))
        .isCloseTo(
            law.middle().degreesOfFreedom() * Math.pow(law.middle().scale(), 2),
            withinPercentage(1e-9));
    assertThat(law.tail().degreesOfFreedom()).isGreaterThan(1.01);
  }

  @Test
  void criticalValue_manyPoints_invertsSurvival() {
    BrownianBridgeArea.Law law = uniform(200).law(0.3);

    for (double tail : new double[] {0.5, 0.05, 0.01, 1e-5}) {
      assertThat(law.survival(law.criticalValue(tail))).isCloseTo(tail, withinPercentage(1e-8));
    }
  }

  @Tag("simulation")
  @ParameterizedTest
  @ValueSource(ints = {3, 10, 60})
  void law_simulatedBridges_holdsOnePercent(int points) {
    double critical = uniform(points).law(1).criticalValue(0.01);
    SplittableRandom random = new SplittableRandom(points);
    int bridges = 100_000;

    int above = 0;
    for (int b = 0; b < bridges; b++) {
      if (simulatedArea(random, points) > critical) {
        above++;
      }
    }

    // The documented 0.4 points, and 5 standard errors of the simulation, 0.16 points.
    assertThat(100.0 * above / bridges).isCloseTo(1, within(0.4 + 0.16));
  }

  private static BrownianBridgeArea uniform(int points) {
    BrownianBridgeArea area = new BrownianBridgeArea();
    for (int i = 1; i < points; i++) {
      area.add(1, (double) i / points, (double) (points - i) / points);
    }
    return area;
  }

  private static double simulatedArea(SplittableRandom random, int points) {
    double[] walk = new double[points];
    for (int i = 0; i < points; i++) {
      walk[i] = random.nextGaussian() / Math.sqrt(points);
    }
    Arrays.parallelPrefix(walk, Double::sum);
    double area = 0;
    for (int i = 0; i + 1 < points; i++) {
      area += Math.abs(walk[i] - walk[points - 1] * (i + 1) / points);
    }
    return area;
  }
}
