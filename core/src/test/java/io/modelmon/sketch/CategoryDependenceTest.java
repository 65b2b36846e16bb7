package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.EffectiveSampleSize;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

/** Pairs whose autocorrelations are known: of two levels, and of products of two-level chains. */
class CategoryDependenceTest {

  private static final double TOLERANCE = 1e-3; // where an eigenvector is found by powers
  private static final double LEVEL = 0.99;

  @Test
  void inflation_twoLevels_isThatOfTheirOnlyAutocorrelation() {
    long[] next = {600, 90, 110, 200};
    long[] later = {580, 110, 130, 179};
    double[] shares = {700 / 1000.0, 300 / 1000.0};
    double lag1 = (600 / 1000.0) / shares[0] + (200 / 1000.0) / shares[1] - 1;
    double lag2 = (580 / 999.0) / shares[0] + (179 / 999.0) / shares[1] - 1;

    double expected = EffectiveSampleSize.inflationOfShare(lag1, lag2, 300, 1000);

    assertThat(expected).isGreaterThan(2);
    assertThat(CategoryDependence.inflation(2, next, later)).isCloseTo(expected, within(1e-12));
    assertThat(CategoryDependence.noiseInflation(2, next, later)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void inflation_threeLevelsThatStayAlike_isThatOfTheirRepeatsInEveryDirection() {
    long[] next = alike(400, 100);
    long[] later = alike(300, 150);
    double expected = EffectiveSampleSize.inflation(0.5, 0.25, 1800);

    assertThat(CategoryDependence.inflation(3, next, later)).isCloseTo(expected, within(1e-12));
    assertThat(CategoryDependence.noiseInflation(3, next, later)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void inflation_twoChainsAtOnce_isThatOfTheSlowerOne() {
    long[] next = product(0.6, 0.2, 10_000);
    long[] later = product(0.4, 0, 10_000);
    double mean = (0.6 + 0.2 + 0.12) / 3;
    double excess = 0.6 - mean;
    double noise = 2 * Math.sqrt(2 / (2.0 * 10_000));
    double slower = mean + (excess + Math.sqrt(excess * excess - noise * noise)) / 2;

    double inflation = CategoryDependence.inflation(4, next, later);

    double expected = EffectiveSampleSize.inflation(slower, 0.4, 10_000);
    assertThat(inflation).isCloseTo(expected, within(TOLERANCE * expected));
    assertThat(inflation).isGreaterThan(EffectiveSampleSize.inflation(mean, 0.4 / 3, 10_000) * 1.5);
  }

  @Test
  void noiseInflation_twoChainsAtOnce_isTheirJointLaw() {
    double[] each = {
      EffectiveSampleSize.inflation(0.6, 0.4, 10_000),
      EffectiveSampleSize.inflation(0.2, 0, 10_000),
      EffectiveSampleSize.inflation(0.12, 0, 10_000)
    };
    double sum = each[0] + each[1] + each[2];
    double squares = each[0] * each[0] + each[1] * each[1] + each[2] * each[2];
    double dependent = squares / sum * chiSquarePoint(sum * sum / squares);

    double noise =
        CategoryDependence.noiseInflation(4, product(0.6, 0.2, 10_000), product(0.4, 0, 10_000));

    double expected = dependent / chiSquarePoint(3);
    assertThat(noise).isCloseTo(expected, within(1e-9 * expected));
    assertThat(noise).isLessThan(each[0]);
  }

  @Test
  void inflation_independentRows_isThatOfTheBias() {
    long[] next = product(0, 0, 10_000);

    double expected = EffectiveSampleSize.inflation(0, 0, 10_000); // the bias of an estimate
    assertThat(expected).isLessThan(1.001);
    assertThat(CategoryDependence.inflation(4, next, next)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void inflation_levelsThatAvoidThemselves_isNeverBelowOne() {
    long[] next = alike(20, 100);

    assertThat(CategoryDependence.inflation(3, next, next)).isEqualTo(1);
    assertThat(CategoryDependence.noiseInflation(3, next, next)).isCloseTo(1, within(1e-9));
  }

  @Test
  void inflation_pairsTheOtherWayRound_isTheSame() {
    long[] next = {300, 40, 60, 30, 250, 40, 70, 30, 180};
    long[] back = {300, 30, 70, 40, 250, 30, 60, 40, 180};
    long[] later = alike(150, 90);

    assertThat(CategoryDependence.inflation(3, next, later))
        .isCloseTo(CategoryDependence.inflation(3, back, later), within(1e-12));
    assertThat(CategoryDependence.noiseInflation(3, next, later))
        .isCloseTo(CategoryDependence.noiseInflation(3, back, later), within(1e-9));
  }

  /** Two levels of eight and nine rows repeat less than once by chance: they are taken as one. */
  @Test
  void inflation_rareLevels_isThatOfTheLightestJoined() {
    long[] next = {300, 100, 3, 2, 100, 480, 4, 1, 2, 5, 0, 1, 3, 0, 1, 1};
    long[] later = {280, 120, 3, 2, 120, 460, 4, 1, 2, 5, 0, 1, 3, 0, 1, 1};
    long[] joined = {300, 100, 5, 100, 480, 5, 5, 5, 3};
    long[] joinedLater = {280, 120, 5, 120, 460, 5, 5, 5, 3};

    double inflation = CategoryDependence.inflation(4, next, later);

    assertThat(inflation).isEqualTo(CategoryDependence.inflation(2, two(joined), two(joinedLater)));
    assertThat(CategoryDependence.inflation(3, joined, joinedLater)).isEqualTo(inflation);
    assertThat(CategoryDependence.noiseInflation(4, next, later))
        .isEqualTo(CategoryDependence.noiseInflation(2, two(joined), two(joinedLater)));
  }

  /** A level of 32 rows repeats once in 1,024 by chance, and less than once in 1,025. */
  @Test
  void inflation_levelThatRepeatsOnceByChance_isKept() {
    long[] kept = {245, 245, 6, 245, 245, 6, 6, 6, 20};
    long[] joined = {246, 245, 6, 245, 245, 6, 6, 6, 20};
    long[] two = {246, 251, 251, 277};
    long[] twoLater = {245, 251, 251, 277};

    assertThat(CategoryDependence.inflation(3, kept, kept)).isGreaterThan(1.5);
    double inflation = CategoryDependence.inflation(3, joined, kept);
    assertThat(inflation).isLessThan(1.5);
    assertThat(inflation).isEqualTo(CategoryDependence.inflation(2, two, twoLater));
    assertThat(CategoryDependence.noiseInflation(3, joined, kept)).isEqualTo(inflation);
  }

  /** A burst of a rare level is dependence, however rare the level is. */
  @Test
  void inflation_burstOfTheRarerOfTwoLevels_isSeen() {
    long[] burst = {990, 1, 1, 8};

    assertThat(CategoryDependence.inflation(2, burst, burst)).isGreaterThan(5);
    assertThat(CategoryDependence.noiseInflation(2, burst, burst)).isGreaterThan(5);
  }

  @Test
  void inflation_fewerThanEightPairs_isOne() {
    assertThat(CategoryDependence.inflation(2, new long[] {4, 0, 0, 3}, new long[4])).isEqualTo(1);
    assertThat(CategoryDependence.noiseInflation(2, new long[] {4, 0, 0, 3}, new long[4]))
        .isEqualTo(1);
    assertThat(CategoryDependence.inflation(2, new long[] {4, 0, 0, 4}, new long[4]))
        .isGreaterThan(1);
    assertThat(CategoryDependence.noiseInflation(2, new long[] {4, 0, 0, 4}, new long[4]))
        .isGreaterThan(1);
  }

  @Test
  void inflation_withoutSecondPairs_isThatOfTheFirst() {
    assertThat(CategoryDependence.inflation(3, alike(400, 100), new long[9]))
        .isCloseTo(EffectiveSampleSize.inflation(0.5, Double.NaN, 1800), within(1e-12));
    assertThat(CategoryDependence.noiseInflation(3, alike(400, 100), new long[9]))
        .isCloseTo(EffectiveSampleSize.inflation(0.5, Double.NaN, 1800), within(1e-9));
  }

  private static double chiSquarePoint(double freedom) {
    return new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(LEVEL);
  }

  private static long[] alike(long stays, long moves) {
    return new long[] {stays, moves, moves, moves, stays, moves, moves, moves, stays};
  }

  /** Joins the third level with the lighter of the two others. */
  private static long[] two(long[] three) {
    return new long[] {
      three[0] + three[2] + three[6] + three[8], three[1] + three[7], three[3] + three[5], three[4]
    };
  }

  /** Returns pairs of the four states of two chains with these autocorrelations. */
  private static long[] product(double one, double other, int pairs) {
    long[] counts = new long[16];
    for (int i = 0; i < 16; i++) {
      int changed = (i / 4) ^ (i % 4);
      double stays = (1 + ((changed & 1) == 0 ? one : -one)) / 2;
      double both = stays * (1 + ((changed & 2) == 0 ? other : -other)) / 2;
      counts[i] = Math.round(pairs * both / 4);
    }
    return counts;
  }
}
