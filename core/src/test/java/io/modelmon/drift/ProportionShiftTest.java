package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class ProportionShiftTest {

  @Test
  void compare_noValues_hasTooFewSamples() {
    assertThat(ProportionShift.compare(0, 0, 1, 10).status())
        .isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    assertThat(ProportionShift.compare(1, 10, 0, 0).status())
        .isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
  }

  @Test
  void compare_noHitsOrNothingElse_isNotApplicable() {
    assertThat(ProportionShift.compare(0, 100, 0, 10).status())
        .isEqualTo(DriftStatus.NOT_APPLICABLE);
    assertThat(ProportionShift.compare(100, 100, 10, 10).status())
        .isEqualTo(DriftStatus.NOT_APPLICABLE);
  }

  @Test
  void compare_oneOutcomeAtEffectiveSizes_isNotApplicable() {
    for (int i = 0; i < 1_000; i++) {
      Counts reference = new Counts(new long[] {20, 0}, 20, 1 + i * 0.019);
      Counts current = new Counts(new long[] {26, 0}, 26, 1 + i * 7 % 1_000 * 0.025);

      assertThat(ProportionShift.compare(reference, current).status())
          .isEqualTo(DriftStatus.NOT_APPLICABLE);
    }
  }

  @Test
  void compare_firstHitEver_isNoAlarm() {
    Measure measure = ProportionShift.compare(0, 20_000, 1, 1_000);

    assertThat(measure.pValue()).isGreaterThan(0.01);
    assertThat(measure.statistic()).isLessThan(measure.noise());
  }

  @Test
  void compare_allMissing_isSignificantAndMaterial() {
    Measure measure = ProportionShift.compare(0, 1_000_000, 100, 100);

    assertThat(measure.statistic()).isEqualTo(1);
    assertThat(measure.pValue()).isLessThan(1e-12);
    assertThat(measure.statistic() - measure.noise()).isGreaterThan(0.5);
  }

  @Test
  void compare_hitsAndOthersSwapped_givesTheSame() {
    for (long hits = 0; hits <= 1_000; hits += 50) {
      Measure measure = ProportionShift.compare(30, 20_000, hits, 1_000);
      Measure swapped = ProportionShift.compare(19_970, 20_000, 1_000 - hits, 1_000);

      assertThat(swapped.pValue()).isCloseTo(measure.pValue(), withinPercentage(1e-6));
      assertThat(swapped.noise()).isCloseTo(measure.noise(), withinPercentage(1e-9));
    }
  }

  @Test
  void compare_independentCounts_equalsTheFourNumbers() {
    Measure counts =
        ProportionShift.compare(
            Counts.independent(new long[] {300, 700}), Counts.independent(new long[] {50, 50}));

    assertThat(counts).isEqualTo(ProportionShift.compare(300, 1_000, 50, 100));
  }

  @Test
  void compare_fewerIndependentValues_isLessSignificantAtTheSameDifference() {
    Counts reference = Counts.independent(new long[] {300, 700});
    Measure independent =
        ProportionShift.compare(reference, Counts.independent(new long[] {50, 50}));
    Measure dependent =
        ProportionShift.compare(reference, new Counts(new long[] {50, 50}, 100, 20));

    assertThat(dependent.statistic()).isCloseTo(independent.statistic(), withinPercentage(1e-10));
    assertThat(dependent.pValue()).isGreaterThan(independent.pValue());
    assertThat(dependent.noise()).isGreaterThan(independent.noise());
  }

  @Test
  void compare_illegalArguments_areRejected() {
    assertThatThrownBy(() -> ProportionShift.compare(11, 10, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11");
    assertThatThrownBy(() -> ProportionShift.compare(1, 10, -1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> ProportionShift.compare(1, Double.NaN, 1, 10))
        .isInstanceOf(IllegalArgumentException.class);
    Counts three = Counts.independent(new long[] {1, 2, 3});
    assertThatThrownBy(() -> ProportionShift.compare(three, three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two cells");
  }
}
