package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistics and edges worked out by hand. */
class ExactValuesTest {

  /** The lady who tasted tea: Fisher, The Design of Experiments, 1935. */
  @Test
  void fisher_ladyTastingTea_isThePublishedValue() {
    Measure measure =
        FisherExact.compare(
            Counts.independent(new long[] {3, 1}), Counts.independent(new long[] {1, 3}));

    assertThat(measure.statistic()).isCloseTo(0.5, within(1e-15));
    assertThat(measure.pValue()).isCloseTo(34.0 / 70, within(1e-12));
  }

  @Test
  void fisher_unequalSides_comparesTheirShares() {
    Measure measure =
        FisherExact.compare(
            Counts.independent(new long[] {2, 8}), Counts.independent(new long[] {3, 2}));

    assertThat(measure.statistic()).isCloseTo(0.4, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1000000, 50", "-9223372036854775800, 100", "9223372036854775800, 100"})
  void coolDown_anyClock_isOverAfterItsLength(long start, long length) {
    CoolDown coolDown = new CoolDown(length);
    assertThat(coolDown.update(Transition.DETECTED, true, start)).isEqualTo(Transition.DETECTED);
    assertThat(coolDown.update(Transition.RESOLVED, false, start)).isEqualTo(Transition.RESOLVED);

    // Clocks may start anywhere and wrap around.
    assertThat(coolDown.update(Transition.DETECTED, true, start + length - 1))
        .isEqualTo(Transition.NONE);
    assertThat(coolDown.suppressed()).isEqualTo(1);
    assertThat(coolDown.update(Transition.NONE, true, start + length))
        .isEqualTo(Transition.DETECTED);
    assertThat(coolDown.takeSuppressed()).isEqualTo(1);
    assertThat(coolDown.takeSuppressed()).isZero();
  }

  @Test
  void compareShares_anySizes_isThatOfTheirHits() {
    Measure hits = ProportionShift.compare(30, 200, 18, 60);
    Measure shares = ProportionShift.compareShares(0.15, 200, 0.3, 60);

    assertThat(shares.statistic()).isCloseTo(0.15, within(1e-12));
    assertThat(shares.statistic()).isCloseTo(hits.statistic(), within(1e-12));
    assertThat(shares.pValue()).isCloseTo(hits.pValue(), within(1e-12));
    assertThat(shares.noise()).isCloseTo(hits.noise(), within(1e-12));
  }

  @Test
  void compareShares_ends_areAcceptedOrHaveTheirStatus() {
    assertThat(ProportionShift.compareShares(0, 1, 1, 1).status()).isEqualTo(DriftStatus.OK);
    assertThat(ProportionShift.compareShares(0, 1, 1, 1).statistic()).isEqualTo(1);
    assertThat(ProportionShift.compareShares(0.5, 0.99, 0.5, 10).status())
        .isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    assertThat(ProportionShift.compareShares(0.5, 10, 0.5, 0).status())
        .isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    assertThat(ProportionShift.compareShares(0, 10, 0, 10).status())
        .isEqualTo(DriftStatus.NOT_APPLICABLE);
    assertThat(ProportionShift.compareShares(1, 10, 1, 10).status())
        .isEqualTo(DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 10", "1.1, 10", "NaN, 10", "0.5, -1", "0.5, Infinity", "0.5, NaN"})
  void compareShares_outOfRange_isRefused(double share, double n) {
    assertThatThrownBy(() -> ProportionShift.compareShares(share, n, 0.5, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> ProportionShift.compareShares(0.5, 10, share, n))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void totalVariationAndLInfinity_byHand() {
    Counts reference = Counts.independent(new long[] {50, 30, 20});
    Counts current = Counts.independent(new long[] {10, 20, 10});

    assertThat(TotalVariation.compare(reference, current).statistic())
        .isCloseTo((0.25 + 0.2 + 0.05) / 2, within(1e-15));
    assertThat(LInfinity.compare(reference, current).statistic()).isCloseTo(0.25, within(1e-15));
    assertThat(KolmogorovSmirnov.compare(reference, current).statistic())
        .isCloseTo(0.25, within(1e-15));
  }

  @Test
  void alignment_oneEffectiveValue_isEnough() {
    Counts one = new Counts(new long[] {3, 4}, 7, 1);
    Counts less = new Counts(new long[] {3, 4}, 7, 0.999);

    assertThat(Alignment.status(one, one)).isEqualTo(DriftStatus.OK);
    assertThat(Alignment.status(one, less)).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    assertThat(Alignment.status(less, one)).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    assertThat(Alignment.varianceFactor(one, new Counts(new long[] {3, 4}, 7, 4))).isEqualTo(1.25);
    assertThat(Alignment.independent(one, one)).isFalse();
  }
}
