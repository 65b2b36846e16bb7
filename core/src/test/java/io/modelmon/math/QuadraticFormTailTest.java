package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finite sums whose law is known, and what a tail and an inverse cost in determinants. */
class QuadraticFormTailTest {

  private static final int MOST_PER_TAIL = 150;
  private static final int MOST_PER_INVERSE = 900;

  /** Π (1 − 2λs), counted; a search that does not end fails instead of hanging. */
  private static final class Counted implements QuadraticFormTail.Determinant {

    private final double[] weights;
    private int evaluations;

    Counted(double... weights) {
      this.weights = weights;
    }

    QuadraticFormTail tail() {
      double largest = Arrays.stream(weights).max().orElseThrow();
      return new QuadraticFormTail(this, 1 / (2 * largest), Arrays.stream(weights).sum());
    }

    @Override
    public void evaluate(double re, double im, double[] value) {
      evaluations++;
      if (evaluations > 100 * MOST_PER_INVERSE) {
        throw new AssertionError("does not end");
      }
      value[0] = 0;
      value[1] = 0;
      for (double weight : weights) {
        double factor = 1 - 2 * weight * re;
        value[0] += Math.log(Math.hypot(factor, 2 * weight * im));
        value[1] += Math.atan2(-2 * weight * im, factor);
      }
    }

    int evaluations() {
      int since = evaluations;
      evaluations = 0;
      return since;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 9})
  void survival_equalWeights_isChiSquareAtABoundedCost(int degrees) {
    double[] weights = new double[degrees];
    Arrays.fill(weights, 0.7);
    Counted counted = new Counted(weights);
    QuadraticFormTail tail = counted.tail();

    for (double x : new double[] {1e-4, 0.02, 0.3, 0.999, 1, 1.001, 1.7, 12, 60}) {
      assertThat(tail.survival(0.7 * degrees * x))
          .isCloseTo(ChiSquareDistribution.survival(degrees * x, degrees), withinPercentage(1e-9));
      assertThat(counted.evaluations()).isLessThan(MOST_PER_TAIL);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.45, 0.32, 0.3, 0.05, 0.001, 1e-9, 1e-100})
  void criticalValue_equalWeights_isChiSquareAtABoundedCost(double probability) {
    for (int degrees : new int[] {1, 2, 4, 9}) {
      double[] weights = new double[degrees];
      Arrays.fill(weights, 3);
      Counted counted = new Counted(weights);

      assertThat(counted.tail().criticalValue(probability))
          .isCloseTo(
              3 * ChiSquareDistribution.criticalValue(probability, degrees),
              withinPercentage(1e-8));
      assertThat(counted.evaluations()).isLessThan(MOST_PER_INVERSE);
    }
  }

  /** Two pairs of equal weights a &gt; b: (a·e^(−x/2a) − b·e^(−x/2b))/(a − b). */
  @Test
  void unequalWeights_twoPairs_isADifferenceOfExponentials() {
    Counted counted = new Counted(5, 5, 0.25, 0.25);
    QuadraticFormTail tail = counted.tail();

    for (double x : new double[] {0.5, 4, 10.4, 10.6, 30, 200, 3000}) {
      double expected = (5 * Math.exp(-x / 10) - 0.25 * Math.exp(-2 * x)) / 4.75;
      assertThat(tail.survival(x)).isCloseTo(expected, withinPercentage(1e-9));
    }
    counted.evaluations();
    assertThat(tail.criticalValue(1e-20))
        .isCloseTo(-10 * Math.log(0.95e-20), withinPercentage(1e-9));
    assertThat(counted.evaluations()).isLessThan(MOST_PER_INVERSE);
  }

  /** Weights that have vanished have no law; the search for its value gives up. */
  @Test
  void criticalValue_withoutALaw_ends() {
    QuadraticFormTail none = new QuadraticFormTail((re, im, value) -> {}, 0.5, 0);

    assertThat(none.criticalValue(0.01)).isNaN();
  }

  @Test
  void survival_outsideTheTable_keepsItsLimits() {
    QuadraticFormTail tail = new Counted(1, 2).tail();

    assertThat(tail.survival(0)).isEqualTo(1);
    assertThat(tail.survival(-3)).isEqualTo(1);
    assertThat(tail.survival(Double.NaN)).isNaN();
    assertThat(tail.survival(Double.POSITIVE_INFINITY)).isZero();
    assertThat(tail.survival(Double.MIN_NORMAL)).isEqualTo(1);
    assertThat(tail.survival(2900)).isBetween(1e-317, 1e-315);
    assertThat(tail.survival(1e5)).isZero();
  }
}
