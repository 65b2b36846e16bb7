package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** P-values and noise of statistics whose law is known. */
class PermutationsTest {

  private static final Permutations PERMUTATIONS = new Permutations(999, 3);

  /** Gives the observed value first and then one number after the other, downwards. */
  private static Measure countedDown(double observed) {
    AtomicInteger calls = new AtomicInteger(1_000);
    return PERMUTATIONS.test(
        "m", 10, 4, 0, members -> calls.getAndDecrement() == 1_000 ? observed : calls.get() + 1);
  }

  @Test
  void test_numbersOneToNineHundredNinetyNine_areTheLaw() {
    assertThat(countedDown(990).pValue()).isCloseTo(11.0 / 1_000, within(1e-15));
    assertThat(countedDown(990).noise()).isEqualTo(990);
    assertThat(countedDown(990).statistic()).isEqualTo(990);
    assertThat(countedDown(5_000).pValue()).isCloseTo(1.0 / 1_000, within(1e-15));
    assertThat(countedDown(-5).pValue()).isEqualTo(1);
  }

  @Test
  void test_roundingOfATie_countsAsATie() {
    assertThat(countedDown(990 * (1 + 1e-14)).pValue()).isCloseTo(0.011, within(1e-15));
    assertThat(countedDown(990 * (1 + 1e-6)).pValue()).isCloseTo(0.010, within(1e-15));
  }

  @Test
  void test_differenceOfLargeTerms_tiesByTheirRounding() {
    int[] calls = new int[1];
    Measure measure = PERMUTATIONS.test("m", 6, 3, 1, members -> calls[0]++ == 0 ? 1e-16 : -1e-16);

    assertThat(measure.pValue()).isEqualTo(1);
  }

  @Test
  void test_statisticThatIsNoNumber_isNotApplicable() {
    int[] calls = new int[1];

    for (int which : new int[] {0, 5}) {
      calls[0] = 0;
      Measure measure =
          PERMUTATIONS.test("m", 6, 3, 1, members -> calls[0]++ == which ? Double.NaN : 1);
      assertThat(measure.status()).isEqualTo(DriftStatus.NOT_APPLICABLE);
      assertThat(measure.pValue()).isNaN();
    }
  }

  @Test
  void permutations_tooFewForANoiseLevel_areRefused() {
    Measure enough = new Permutations(99, 1).test("m", 6, 3, 0, members -> 7);

    assertThat(enough.noise()).isEqualTo(7);
    for (int count : new int[] {98, 1, 0, -1}) {
      assertThatThrownBy(() -> new Permutations(count, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(">= 99")
          .hasMessageContaining("was " + count);
    }
  }

  @Test
  void test_anySizes_drawsTheSmallerSideEveryRowEquallyOften() {
    for (int first : new int[] {3, 5, 7}) {
      long[] drawn = new long[10];
      int[][] observed = new int[1][];
      PERMUTATIONS.test(
          "m",
          10,
          first,
          0,
          members -> {
            assertThat(members).isSorted().doesNotHaveDuplicates();
            if (observed[0] == null) {
              observed[0] = members.clone();
            } else {
              Arrays.stream(members).forEach(i -> drawn[i]++);
            }
            return 0;
          });

      assertThat(observed[0])
          .containsExactly(
              first == 3
                  ? new int[] {0, 1, 2}
                  : first == 5 ? new int[] {0, 1, 2, 3, 4} : new int[] {7, 8, 9});
      double share = observed[0].length / 10.0;
      // Six standard deviations: a false failure once in 1e7.
      double deviation = 6 * Math.sqrt(999 * share * (1 - share));
      for (long n : drawn) {
        assertThat((double) n).isCloseTo(999 * share, within(deviation));
      }
    }
  }
}
