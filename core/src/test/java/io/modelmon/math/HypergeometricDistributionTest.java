package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HypergeometricDistributionTest {

  @Test
  void twoSided_smallTables_equalsTheSumOverWholeNumbers() {
    SplittableRandom random = new SplittableRandom(41);
    for (int round = 0; round < 300; round++) {
      int total = 1 + random.nextInt(60);
      int drawn = random.nextInt(total + 1);
      int marked = random.nextInt(total + 1);
      HypergeometricDistribution law = new HypergeometricDistribution(drawn, marked, total);
      for (long hits = law.least(); hits <= law.most(); hits++) {
        assertThat(law.twoSided(hits)).isCloseTo(exact(law, hits), withinPercentage(1e-9));
      }
    }
  }

  @Test
  void twoSided_farOut_isZeroRatherThanWrong() {
    HypergeometricDistribution law = new HypergeometricDistribution(1 << 20, 1 << 20, 1 << 21);

    assertThat(law.twoSided(1 << 20)).isZero();
    assertThat(law.twoSided(1 << 19)).isEqualTo(1);
  }

  @Test
  void twoSided_largestPopulation_isSymmetric() {
    long total = 1L << 52;
    HypergeometricDistribution law = new HypergeometricDistribution(1 << 16, total / 2, total);

    assertThat(law.twoSided((1 << 15) + 300))
        .isCloseTo(law.twoSided((1 << 15) - 300), withinPercentage(1e-8))
        .isBetween(0.015, 0.025); // 2.34 standard deviations
  }

  @Test
  void arguments_outsideTheirRange_areRejected() {
    assertThatThrownBy(() -> new HypergeometricDistribution(1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 0");
    assertThatThrownBy(() -> new HypergeometricDistribution(5, 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 and 1");
    assertThatThrownBy(() -> new HypergeometricDistribution(3, 2, 4).twoSided(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("were 3");
    for (long[] wrong : new long[][] {{-1, 2}, {2, -1}, {2, 5}}) {
      assertThatThrownBy(() -> new HypergeometricDistribution(wrong[0], wrong[1], 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong[0] + " and " + wrong[1]);
    }
    assertThatThrownBy(() -> new HypergeometricDistribution(1, 1, (1L << 52) + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 2^52]");
  }

  /** Sums binomial products in whole numbers; equally likely tables are equal here. */
  private static double exact(HypergeometricDistribution law, long observed) {
    BigInteger own = ways(law, observed);
    BigInteger sum = BigInteger.ZERO;
    BigInteger all = BigInteger.ZERO;
    for (long k = law.least(); k <= law.most(); k++) {
      BigInteger ways = ways(law, k);
      all = all.add(ways);
      if (ways.compareTo(own) <= 0) {
        sum = sum.add(ways);
      }
    }
    return new BigDecimal(sum).divide(new BigDecimal(all), MathContext.DECIMAL128).doubleValue();
  }

  private static BigInteger ways(HypergeometricDistribution law, long k) {
    return choose(law.marked(), k).multiply(choose(law.total() - law.marked(), law.drawn() - k));
  }

  private static BigInteger choose(long n, long k) {
    BigInteger result = BigInteger.ONE;
    for (long i = 1; i <= k; i++) {
      result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return result;
  }
}
