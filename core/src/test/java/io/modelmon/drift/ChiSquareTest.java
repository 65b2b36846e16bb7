package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class ChiSquareTest {

  @Test
  void compare_oneValueOfANewLevel_isNoAlarm() {
    Measure measure = compare(new long[] {19_000, 1_000, 0}, new long[] {950, 49, 1});

    assertThat(measure.pValue()).isGreaterThan(0.5);
  }

  @Test
  void compare_newLevelReplacesTheRarestOne_isFoundForEveryReferenceSize() {
    for (long scale = 1; scale <= 1_000_000; scale *= 10) {
      Measure measure = compare(new long[] {900 * scale, 100 * scale, 0}, new long[] {900, 0, 100});

      assertThat(measure.pValue()).isLessThan(1e-9);
    }
  }

  @Test
  void compare_everyLevelTooRare_hasTooFewSamples() {
    Measure measure = compare(new long[] {4, 4, 4, 4}, new long[] {1, 3, 2, 4});

    assertThat(measure.status()).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
  }

  @Test
  void compare_rareLevels_countAsOneRest() {
    Measure folded = compare(new long[] {500, 300, 10}, new long[] {480, 290, 20});
    Measure apart = compare(new long[] {500, 300, 3, 3, 4}, new long[] {480, 290, 5, 6, 9});

    assertThat(apart.statistic()).isNotEqualTo(folded.statistic());
    // Only 4 + 9 = 13 of these is expected five times; 3 + 5 and 3 + 6 are not.
    Measure byHand = compare(new long[] {500, 300, 4, 6}, new long[] {480, 290, 9, 11});
    assertThat(apart.statistic()).isCloseTo(byHand.statistic(), withinPercentage(1e-10));
    assertThat(apart.pValue()).isCloseTo(byHand.pValue(), withinPercentage(1e-9));
  }

  @Test
  void compare_halfAsManyIndependentValuesOnBothSides_halvesTheStatistic() {
    long[] reference = {500, 300, 200};
    long[] current = {400, 400, 200};
    Measure half =
        ChiSquare.compare(new Counts(reference, 1000, 500), new Counts(current, 1000, 500));

    assertThat(half.statistic())
        .isCloseTo(compare(reference, current).statistic() / 2, withinPercentage(1e-10));
  }

  private static Measure compare(long[] reference, long[] current) {
    return ChiSquare.compare(Counts.independent(reference), Counts.independent(current));
  }
}
