package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryPairsTest {

  // Bounds are more than five standard errors away from what is expected.

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 16})
  void inflation_independent_isNearlyOne(int groups) {
    assertThat(sticky(groups, 0, 20_000, 1).inflation()).isBetween(1.0, 1.12);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 16})
  void inflation_categoriesThatStay_isThatOfTheirAutocorrelation(int groups) {
    double expected = (1 + 0.8) / (1 - 0.8);

    assertThat(sticky(groups, 0.8, 50_000, 2).inflation())
        .isBetween(0.85 * expected, 1.25 * expected);
  }

  /** A latent order that no score by frequency follows: the outer levels are the rare ones. */
  @Test
  void inflation_levelsOfAnAutoregressiveSeries_isThatOfTheirOrder() {
    double phi = 0.9;
    RandomGenerator random = new SplittableRandom(3);
    CategoryPairs pairs = new CategoryPairs(7);
    LagSums latent = new LagSums();
    double state = 0;
    for (int i = 0; i < 50_000; i++) {
      state = phi * state + Math.sqrt(1 - phi * phi) * random.nextGaussian();
      int level = (int) Math.max(0, Math.min(6, Math.floor(1.25 * state + 3.5)));
      pairs.record(level);
      latent.record(level - 3.0);
      latent.endCall();
    }

    double alongTheOrder = latent.n() / latent.effectiveN();
    assertThat(pairs.inflation()).isCloseTo(alongTheOrder, within(0.1 * alongTheOrder));
    assertThat(alongTheOrder).isBetween(15.0, 22.0);
  }

  @Test
  void inflation_tooFewOrOnlyOneGroup_isOne() {
    CategoryPairs constant = new CategoryPairs(3);
    for (int i = 0; i < 100; i++) {
      constant.record(1);
    }

    assertThat(constant.inflation()).isEqualTo(1);
    assertThat(new CategoryPairs(3).inflation()).isEqualTo(1);
    assertThat(sticky(3, 0.9, 8, 4).inflation()).isEqualTo(1);
  }

  @Test
  void inflation_rareGroupThatRepeatsOnce_isHardlyMoved() {
    CategoryPairs pairs = sticky(4, 0, 0, 5);
    RandomGenerator random = new SplittableRandom(5);
    for (int i = 0; i < 1_000; i++) {
      pairs.record(i == 500 || i == 501 ? 3 : random.nextInt(3));
    }

    assertThat(pairs.inflation()).isLessThan(1.5);
  }

  @Test
  void merge_anyOrder_isAddition() {
    CategoryPairs left = sticky(5, 0.5, 3_000, 6);
    CategoryPairs right = sticky(5, 0, 2_000, 7);
    CategoryPairs third = sticky(5, 0.9, 1_000, 8);
    CategoryPairs one = merged(merged(left, right), third);
    CategoryPairs two = merged(third, merged(right, left));

    assertThat(one.counts()).isEqualTo(two.counts());
    assertThat(one.inflation()).isCloseTo(two.inflation(), within(1e-12));
    assertThat(one.inflation()).isGreaterThan(left.inflation());
    assertThat(merged(new CategoryPairs(5), left).inflation()).isEqualTo(left.inflation());
  }

  @Test
  void of_whatItSaid_isTheSame() {
    CategoryPairs pairs = merged(sticky(5, 0.5, 300, 9), sticky(5, 0.9, 300, 10));

    CategoryPairs read = CategoryPairs.of(5, pairs.counts(), pairs.mergedInflation());

    assertThat(read.counts()).isEqualTo(pairs.counts());
    assertThat(read.inflation()).isEqualTo(pairs.inflation());
  }

  @Test
  void of_impossible_isRefused() {
    long[] negative = new CategoryPairs(2).counts();
    negative[0] = -1;
    long[] laterOnly = new CategoryPairs(2).counts();
    laterOnly[5] = 1;

    assertThatThrownBy(() -> CategoryPairs.of(2, negative, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CategoryPairs.of(2, laterOnly, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CategoryPairs.of(3, new long[9], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("19");
    assertThatThrownBy(() -> CategoryPairs.of(2, new CategoryPairs(2).counts(), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CategoryPairs(17)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sticky(3, 0, 9, 1).merge(sticky(4, 0, 9, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CategoryPairs merged(CategoryPairs left, CategoryPairs right) {
    CategoryPairs sum = CategoryPairs.of(5, left.counts(), left.mergedInflation());
    sum.merge(right);
    return sum;
  }

  /**
   * Returns a series that keeps its group with a probability and else draws one of equal shares.
   */
  private static CategoryPairs sticky(int groups, double stays, int length, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    CategoryPairs pairs = new CategoryPairs(groups);
    int group = random.nextInt(groups);
    for (int i = 0; i < length; i++) {
      group = random.nextDouble() < stays ? group : random.nextInt(groups);
      pairs.record(group);
    }
    return pairs;
  }

  @Test
  void inflation_twoLevelsByOtherNames_isTheSame() {
    CategoryPairs zeros = new CategoryPairs(2);
    CategoryPairs ones = new CategoryPairs(2);
    for (int i = 0; i < 1_000; i++) {
      int level = i < 998 ? 0 : 1;
      zeros.record(level);
      ones.record(1 - level);
    }

    assertThat(zeros.inflation()).isCloseTo(ones.inflation(), within(1e-9)).isGreaterThan(2);
  }
}
