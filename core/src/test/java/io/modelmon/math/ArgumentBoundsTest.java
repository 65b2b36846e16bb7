package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The ends of the ranges of arguments: accepted where they belong to the range, else refused. */
class ArgumentBoundsTest {

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void wilson_ends() {
    assertThat(WilsonInterval.of(5, 10, 0.5).lower()).isBetween(0.39, 0.4);
    assertThat(WilsonInterval.of(10, 10, 0.99).upper()).isEqualTo(1);
    assertRefused("finite", () -> WilsonInterval.of(1, Double.POSITIVE_INFINITY, 0.9));
    assertRefused("[0.5, 1)", () -> WilsonInterval.of(1, 2, Double.NaN));
  }

  @Test
  void interval_ends() {
    assertThat(Interval.above(-1, 0.9)).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.9));
    assertThat(Interval.above(2, 0.9).atMost(1)).isEqualTo(new Interval(1, 1, 0.9));
    assertThat(new Interval(1, 2, 0.9).unbounded()).isEqualTo(Interval.above(1, 0.9));
    assertThat(Interval.above(1, 0.9).known()).isTrue();
    assertThat(Interval.UNKNOWN.known()).isFalse();
  }

  @Test
  void tiedGroups_ends() {
    int[] three = {1, 2};
    assertThat(TiedGroups.ends(1, 2, three)).containsExactly(false, true, false, true);
    assertThat(TiedGroups.ends(2, 1, three)).containsExactly(false, true, false, true);
    assertRefused("0 and 3", () -> TiedGroups.ends(0, 3, three));
    assertRefused("3 and 0", () -> TiedGroups.ends(3, 0, three));
    assertRefused("add up to 4, found 3", () -> TiedGroups.ends(2, 2, new int[] {2, 3}));
    assertRefused("found 0", () -> TiedGroups.ends(2, 1, new int[] {0, 3}));
    assertRefused("add up to 4, were 3", () -> TiedGroups.ends(2, 2, three));
  }

  /** The loops over groups, chosen values and sums, twice as many sums with ties. */
  @Test
  void rankSumSteps_anySizes_areCounted() {
    assertThat(RankSumLaw.steps(3, 5, false)).isEqualTo(8 * 3 * (15 + 1));
    assertThat(RankSumLaw.steps(5, 3, true)).isEqualTo(8 * 3 * (30 + 1));
  }

  @Test
  void rankSum_manyValues_areAcceptedUpToTheLargestDouble() {
    assertThat(RankSumLaw.survival(1019, 1, 1019, new int[] {1019, 1}))
        .isCloseTo(1.0 / 1020, withinPercentage(1e-9));
    assertRefused("1021", () -> RankSumLaw.survival(1020, 1, 1, new int[] {1021}));
  }

  @Test
  void cramerVonMisesSteps_anySizes_fallWithTheirDivisor() {
    assertThat(CramerVonMisesPaths.steps(6, 4)).isCloseTo(11_520, withinPercentage(1e-10));
    assertThat(CramerVonMisesPaths.steps(5, 3)).isCloseTo(9_000, withinPercentage(1e-10));
    assertThat(CramerVonMisesPaths.commonDivisor(12, 18)).isEqualTo(6);
  }

  @Test
  void arrangements_anySizes_areTheBinomialCoefficient() {
    assertThat(ArrangementTail.arrangements(10, 5)).isCloseTo(3003, withinPercentage(1e-10));
    assertThat(ArrangementTail.arrangements(1, 7)).isCloseTo(8, withinPercentage(1e-10));
    assertThat(ArrangementTail.arrangements(2_000, 2_000)).isInfinite();
  }

  /** Every arrangement, and what comes after its last value of the smaller sample. */
  @Test
  void arrangementSteps_anySizes_growWithTheLargerSample() {
    assertThat(ArrangementTail.steps(10, 5)).isCloseTo(3003 * 15 / 6.0, withinPercentage(1e-10));
    assertThat(ArrangementTail.steps(1, 999)).isCloseTo(500_000, withinPercentage(1e-9));
    assertThat(ArrangementTail.steps(1019, 1)).isFinite();
    assertThat(ArrangementTail.steps(1020, 1)).isInfinite();
    assertThat(RankSumLaw.steps(1, 1019, true)).isFinite();
    assertThat(RankSumLaw.steps(1, 1020, true)).isInfinite();
    var groups = new ArrangementTail.Groups(new int[] {1021}, new double[] {1});
    assertRefused("1021", () -> ArrangementTail.survival(1, 1020, 1, groups));
  }

  @Test
  void scaledChi_ends() {
    ScaledChiDistribution law = ScaledChiDistribution.ofMoments(1, 1 - 1e-10);
    assertThat(law.degreesOfFreedom()).isGreaterThan(1e5);
    assertRefused("mean", () -> ScaledChiDistribution.ofMoments(1, 1 - 1e-8));
    assertRefused("mean", () -> ScaledChiDistribution.ofMoments(-1, 2));
    assertRefused("mean", () -> ScaledChiDistribution.ofMoments(0, 2));
    assertThat(ScaledChiDistribution.ofMoments(1e-3, 1).degreesOfFreedom())
        .isCloseTo(1, withinPercentage(1e-9));
  }

  @Test
  void runLength_limitOfAKnownFunction_isFound() {
    DoubleUnaryOperator length = limit -> Math.exp(2 * limit) + 1;

    assertThat(RunLengthSolver.limit(length, 50, 10))
        .isCloseTo(Math.log(49) / 2, withinPercentage(1e-6));
    assertThat(RunLengthSolver.limit(length, 2.5, 10))
        .isCloseTo(Math.log(1.5) / 2, withinPercentage(1e-6));
    assertThat(RunLengthSolver.limit(length, 50, Math.log(49) / 2 + 1e-6))
        .isCloseTo(Math.log(49) / 2, withinPercentage(1e-6));
    assertThat(RunLengthSolver.limit(length, 1e12, 30))
        .isCloseTo(Math.log(1e12) / 2, withinPercentage(1e-6));
  }

  /** Each evaluation solves a linear system or follows a chart for thousands of values. */
  @Test
  void runLength_smoothFunction_isInvertedInFewEvaluations() {
    int[] evaluations = new int[1];
    DoubleUnaryOperator length =
        limit -> {
          evaluations[0]++;
          return Math.exp(2 * limit) + 1 + limit * limit;
        };

    for (double wanted : new double[] {2.1, 5, 50, 1e4, 1e9}) {
      evaluations[0] = 0;
      double limit = RunLengthSolver.limit(length, wanted, 30);
      assertThat(evaluations[0]).as("for %s", wanted).isLessThan(14);
      assertThat(length.applyAsDouble(limit)).isCloseTo(wanted, withinPercentage(1e-5));
    }
  }

  @Test
  void linearChart_width_isBoundedInUnitsOfTheGain() {
    assertThat(new LinearChart(0.5, 0.2, -50, 50, false).upper()).isEqualTo(50);
    assertRefused("502.5", () -> new LinearChart(0.5, 0.2, -50, 50.5, false));
    assertRefused("-1", () -> new LinearChart(0.5, 2, 2, 0, true));
    assertThat(new LinearChart(0, 1, 2, 2, false).averageRunLength(2, 0)).isEqualTo(1);
  }

  @Test
  void runLength_outOfReach_isRefused() {
    DoubleUnaryOperator length = limit -> Math.exp(2 * limit) + 1;

    assertRefused("above 2.0", () -> RunLengthSolver.limit(length, 2, 10));
    assertRefused("above 2.0", () -> RunLengthSolver.limit(length, Double.NaN, 10));
    assertRefused("at most", () -> RunLengthSolver.limit(length, 1.01e12, 100));
    assertRefused("up to 1.5", () -> RunLengthSolver.limit(length, 50, 1.5));
    assertRefused("up to 0.5", () -> RunLengthSolver.limit(length, 50, 0.5));
  }

  @Test
  void cusumAndEwma_ends() {
    assertThat(CusumRunLength.oneSided(0, 0, 0)).isCloseTo(2, withinPercentage(1e-9));
    assertThat(EwmaRunLength.twoSided(1, 0, 0)).isCloseTo(1, withinPercentage(1e-9));
    assertRefused("allowance", () -> CusumRunLength.oneSided(Double.POSITIVE_INFINITY, 1, 0));
    assertRefused("allowance", () -> CusumRunLength.oneSided(Double.NaN, 1, 0));
    assertRefused("500", () -> CusumRunLength.oneSided(0.5, 501, 0));
  }

  @Test
  void bernoulliEwma_ends() {
    assertThat(BernoulliEwmaRunLength.mean(0.005, 0.5, 0)).isBetween(1.0, 1.1);
    assertRefused("weight", () -> BernoulliEwmaRunLength.mean(0.0049, 0.5, 0.5));
    assertRefused("weight", () -> BernoulliEwmaRunLength.mean(1.1, 0.5, 0.5));
    assertRefused("rate", () -> BernoulliEwmaRunLength.mean(0.2, 0, 0.5));
    assertRefused("rate", () -> BernoulliEwmaRunLength.mean(0.2, 1, 0.5));
    assertRefused("limit", () -> BernoulliEwmaRunLength.mean(0.2, 0.5, -0.1));
    assertThat(BernoulliEwmaRunLength.halfWidth(0.2)).isEqualTo(0.004);
  }

  @Test
  void bernoulliEwma_limitOfARunLength_givesItBack() {
    double limit = BernoulliEwmaRunLength.limit(0.8, 0.3, 20);

    assertThat(BernoulliEwmaRunLength.mean(0.8, 0.3, limit)).isCloseTo(20, withinPercentage(0.1));
  }

  @Test
  void chiSquare_ends() {
    assertThat(ChiSquareDistribution.criticalValue(0.5, 2))
        .isCloseTo(2 * Math.log(2), withinPercentage(1e-10));
    assertRefused("(0, 0.5]", () -> ChiSquareDistribution.criticalValue(0.51, 1));
    assertRefused("positive", () -> ChiSquareDistribution.survival(1, Double.POSITIVE_INFINITY));
    assertRefused("positive", () -> ChiSquareDistribution.criticalValue(0.1, -1));
  }

  /** Six points far apart, each with a variance of 1: their covariances are 0.01 at most. */
  @Test
  void bridgeSquare_pointsFarApart_areIndependent() {
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    double[] tails = {1e-12, 1e-8, 1e-4, 1e-4, 1e-8, 1e-12};
    for (int i = 0; i < tails.length; i++) {
      double rest = 1 - tails[i];
      square.add(1 / (tails[i] * rest), i < 3 ? tails[i] : rest, i < 3 ? rest : tails[i]);
    }
    BrownianBridgeSquare.Law law = square.law(1);

    for (double tail : new double[] {0.5, 0.05, 0.01}) {
      double expected = ChiSquareDistribution.criticalValue(tail, 6);
      assertThat(law.criticalValue(tail)).isCloseTo(expected, withinPercentage(0.1));
      assertThat(law.survival(expected)).isCloseTo(tail, withinPercentage(0.5));
    }
    assertThat(square.law(3).criticalValue(0.05))
        .isCloseTo(3 * law.criticalValue(0.05), withinPercentage(1e-9));
  }

  @Test
  void bridgeSquare_noPoint_hasNoLaw() {
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    assertThat(square.isEmpty()).isTrue();
    assertRefused("at least one", () -> square.law(1));
    square.add(1, 0.5, 0.5);
    assertThat(square.isEmpty()).isFalse();
    assertThat(square.law(3).mean()).isCloseTo(0.75, withinPercentage(1e-12));
  }
}
