package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What empty cells, new and rare levels do to measures that cannot take a logarithm of nothing. */
class ZeroCellTest {

  private static final Counts WITHOUT = Counts.independent(new long[] {60, 40, 0});
  private static final Counts WITH = Counts.independent(new long[] {50, 30, 20});

  @Test
  void populationStabilityIndex_emptyCell_countsAsHalfAValue() {
    double expected =
        (0.6 - 0.5) * Math.log(0.6 / 0.5)
            + (0.4 - 0.3) * Math.log(0.4 / 0.3)
            + (0.2 - 0.005) * Math.log(0.2 / 0.005);

    assertThat(PopulationStabilityIndex.compare(WITHOUT, WITH).statistic())
        .isCloseTo(expected, within(1e-14));
    assertThat(PopulationStabilityIndex.compare(WITH, WITHOUT).statistic())
        .isCloseTo(expected, within(1e-14));
  }

  @Test
  void kullbackLeibler_cellEmptyInReference_countsAsHalfAValue() {
    double expected =
        0.5 * Math.log(0.5 / 0.6)
            + 0.3 * Math.log(0.3 / 0.4)
            + 0.2 * Math.log(0.2 / 0.005)
            + 0.005; // by how much the reference's shares exceed 1

    assertThat(KullbackLeibler.compare(WITHOUT, WITH).statistic())
        .isCloseTo(expected, within(1e-14));
  }

  @Test
  void kullbackLeibler_cellEmptyInCurrent_isThePlainDivergence() {
    double expected = 0.6 * Math.log(0.6 / 0.5) + 0.4 * Math.log(0.4 / 0.3);

    assertThat(KullbackLeibler.compare(WITH, WITHOUT).statistic())
        .isCloseTo(expected, within(1e-14));
  }

  @Test
  void interval_emptyCell_hasNoUpperEndWhereTheTruthMayBeAnything() {
    assertThat(PopulationStabilityIndex.compare(WITHOUT, WITH).interval().upper()).isInfinite();
    assertThat(PopulationStabilityIndex.compare(WITH, WITHOUT).interval().upper()).isInfinite();
    assertThat(KullbackLeibler.compare(WITHOUT, WITH).interval().upper()).isInfinite();
    assertThat(KullbackLeibler.compare(WITH, WITHOUT).interval().upper()).isFinite();
    assertThat(JensenShannon.compare(WITHOUT, WITH).interval().upper()).isLessThanOrEqualTo(1);
  }

  @Test
  void folded_oneNewValue_isNoAlarmAndATakeoverIs() {
    Counts reference = Counts.independent(new long[] {900_000, 100_000, 0});
    Counts one = Counts.independent(new long[] {900, 99, 1});
    Counts takeover = Counts.independent(new long[] {450, 50, 500});

    assertThat(ChiSquare.compare(reference, one).pValue()).isGreaterThan(0.05);
    assertThat(GStatistic.compare(reference, one).pValue()).isGreaterThan(0.05);
    assertThat(ChiSquare.compareUnfolded(reference, one).pValue()).isLessThan(1e-12);
    assertThat(ChiSquare.compare(reference, takeover).pValue()).isLessThan(1e-12);
    assertThat(GStatistic.compare(reference, takeover).pValue()).isLessThan(1e-12);
  }

  @Test
  void folded_manyRareLevels_boundTheDegreesOfFreedom() {
    long[] reference = new long[10_000];
    long[] current = new long[10_000];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = i < 3 ? 10_000 : 1;
      current[i] = i < 3 ? 100 : (i % 100 == 0 ? 1 : 0);
    }

    Measure measure = ChiSquare.compare(Counts.independent(reference), Counts.independent(current));

    // Three levels and the rest: three degrees of freedom.
    assertThat(measure.noise()).isCloseTo(11.3449, within(1e-4));
  }

  @Test
  void fisher_moreThanTwoCells_isRejected() {
    assertThatThrownBy(() -> FisherExact.compare(WITH, WITHOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("had 3");
  }

  @Test
  void fisher_edges_haveTheirStatus() {
    Counts some = Counts.independent(new long[] {3, 4});

    assertThat(FisherExact.compare(some, Counts.independent(new long[] {0, 0})).status())
        .isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    assertThat(
            FisherExact.compare(
                    Counts.independent(new long[] {0, 9}), Counts.independent(new long[] {0, 5}))
                .status())
        .isEqualTo(DriftStatus.NOT_APPLICABLE);
    assertThat(FisherExact.compare(some, some).pValue()).isEqualTo(1);
    Measure dependent =
        FisherExact.compare(
            Counts.independent(new long[] {300, 700}), new Counts(new long[] {60, 40}, 100, 10));
    assertThat(dependent.pValue())
        .isEqualTo(
            FisherExact.compare(
                    Counts.independent(new long[] {300, 700}),
                    Counts.independent(new long[] {6, 4}))
                .pValue());
  }
}
