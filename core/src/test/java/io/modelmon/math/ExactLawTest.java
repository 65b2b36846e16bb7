package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

/** Exact laws against a plain enumeration of all arrangements, and their recorded values. */
class ExactLawTest {

  /** Two samples by their groups of equal values. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Shape(int n, int m, int[] groups, int[] inFirst) {

    double gap(int first, int second) {
      return (double) first / n - (double) second / m;
    }

    long largestGap() {
      long largest = 0;
      int i = 0;
      int below = 0;
      for (int g = 0; g < groups.length; g++) {
        i += inFirst[g];
        below += groups[g];
        largest = Math.max(largest, Math.abs((long) i * m - (long) (below - i) * n));
      }
      return largest;
    }

    long squares() {
      long sum = 0;
      int i = 0;
      int below = 0;
      for (int g = 0; g < groups.length; g++) {
        i += inFirst[g];
        below += groups[g];
        long gap =
            ((long) i * m - (long) (below - i) * n) / CramerVonMisesPaths.commonDivisor(n, m);
        sum += groups[g] * gap * gap;
      }
      return sum;
    }

    double weighted(double[] weights) {
      double sum = 0;
      int i = 0;
      int below = 0;
      for (int g = 0; g < groups.length; g++) {
        i += inFirst[g];
        below += groups[g];
        sum += weights[g] * gap(i, below - i) * gap(i, below - i);
      }
      return sum;
    }

    /** |2U − n·m|, pair by pair. */
    long dominance() {
      long sum = 0;
      for (int g = 0; g < groups.length; g++) {
        for (int h = 0; h < groups.length; h++) {
          sum += Integer.signum(g - h) * (long) inFirst[g] * (groups[h] - inFirst[h]);
        }
      }
      return Math.abs(sum);
    }

    Shape with(int[] other) {
      return new Shape(n, m, groups, other);
    }
  }

  @Test
  void allLaws_randomTies_equalTheEnumeration() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 150; round++) {
      Shape shape = random(random);
      double[] weights = random.doubles(shape.groups().length).toArray();

      double ks = SmirnovPaths.survival(shape.n(), shape.m(), shape.largestGap(), shape.groups());
      double rankSum = RankSumLaw.survival(shape.n(), shape.m(), shape.dominance(), shape.groups());
      double cvm =
          CramerVonMisesPaths.survival(shape.n(), shape.m(), (int) shape.squares(), shape.groups());
      double any =
          ArrangementTail.survival(
              shape.n(),
              shape.m(),
              shape.weighted(weights),
              new ArrangementTail.Groups(shape.groups(), weights));

      assertThat(ks).isCloseTo(share(shape, Shape::largestGap), withinPercentage(1e-10));
      assertThat(rankSum).isCloseTo(share(shape, Shape::dominance), withinPercentage(1e-10));
      assertThat(cvm).isCloseTo(share(shape, Shape::squares), withinPercentage(1e-10));
      assertThat(any).isCloseTo(share(shape, s -> s.weighted(weights)), withinPercentage(1e-10));
    }
  }

  @Test
  void rankSum_hundredAgainstEighty_isTheRecordedValue() {
    int[] single = new int[180];
    Arrays.fill(single, 1);

    // scipy.stats.mannwhitneyu(method="exact") at U = 4436
    assertThat(RankSumLaw.survival(100, 80, 872, single))
        .isCloseTo(0.210506797678842, within(1e-13));
  }

  @Test
  void cramerVonMises_thirtyAgainstTwentyFive_isTheRecordedValue() {
    int[] single = new int[55];
    Arrays.fill(single, 1);
    // scipy.stats.cramervonmises_2samp(method="exact") at T = 0.180484848484848
    int squares = (int) Math.round(0.180484848484848 * 55 * 55 * 30 * 25 / 25);

    assertThat(CramerVonMisesPaths.survival(30, 25, squares, single))
        .isCloseTo(0.317759529284668, within(1e-13));
  }

  @Test
  void smirnov_separatedSamples_isTwoArrangementsOfAll() {
    int[] single = new int[60];
    Arrays.fill(single, 1);

    double survival = SmirnovPaths.survival(30, 30, 900, single);

    assertThat(survival)
        .isCloseTo(
            2 / CombinatoricsUtils.binomialCoefficientDouble(60, 30), withinPercentage(1e-10));
  }

  @Test
  void anyLaw_sizesThatDoNotFit_areRejected() {
    int[] groups = {1, 2};

    assertRejected(() -> SmirnovPaths.survival(2, 2, 1, groups), "4");
    assertRejected(() -> SmirnovPaths.survival(0, 3, 1, groups), "0");
    assertRejected(() -> RankSumLaw.survival(1, 1, 1, groups), "2");
    assertRejected(() -> RankSumLaw.survival(1000, 21, 1, new int[] {1021}), "1021");
    assertRejected(() -> CramerVonMisesPaths.survival(1, 2, 1, new int[] {0, 3}), "found 0");
    assertRejected(() -> SmirnovPaths.survival(1 << 16, 1 << 15, 1, groups), "32768");
  }

  private static void assertRejected(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Shape random(SplittableRandom random) {
    int[] groups = new int[1 + random.nextInt(6)];
    int[] inFirst = new int[groups.length];
    int n = 0;
    int m = 0;
    for (int g = 0; g < groups.length; g++) {
      groups[g] = 1 + (random.nextBoolean() ? 0 : random.nextInt(4));
      inFirst[g] = random.nextInt(groups[g] + 1);
      n += inFirst[g];
      m += groups[g] - inFirst[g];
    }
    return n == 0 || m == 0 ? random(random) : new Shape(n, m, groups, inFirst);
  }

  private static double share(Shape shape, ToDoubleFunction<Shape> statistic) {
    double least = statistic.applyAsDouble(shape) * (1 - 1e-12);
    double[] sums = new double[2];
    enumerate(shape, new int[shape.groups().length], 0, shape.n(), 1, statistic, least, sums);
    return sums[0] / sums[1];
  }

  private static void enumerate(
      Shape shape,
      int[] inFirst,
      int group,
      int left,
      double ways,
      ToDoubleFunction<Shape> statistic,
      double least,
      double[] sums) {
    if (group == inFirst.length) {
      if (left == 0) {
        sums[1] += ways;
        sums[0] += statistic.applyAsDouble(shape.with(inFirst)) >= least ? ways : 0;
      }
      return;
    }
    double choices = 1;
    int size = shape.groups()[group];
    for (int here = 0; here <= Math.min(size, left); here++) {
      inFirst[group] = here;
      enumerate(shape, inFirst, group + 1, left - here, ways * choices, statistic, least, sums);
      choices = choices * (size - here) / (here + 1);
    }
  }
}
