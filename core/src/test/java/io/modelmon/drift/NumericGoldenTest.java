package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two short formulas whose values SciPy 1.17.1 gives; anyone can check them by hand. */
class NumericGoldenTest {

  private static final double[] REFERENCE =
      IntStream.range(0, 100).mapToDouble(i -> ((7919 * i) % 1000) / 1000.0).toArray();
  private static final double[] CURRENT =
      IntStream.range(0, 80)
          .mapToDouble(i -> Math.pow(((104_729 * i + 17) % 1000) / 1000.0, 1.3))
          .toArray();

  @Test
  void kolmogorovSmirnov_isTheExactValue() {
    Measure measure = KolmogorovSmirnov.compare(REFERENCE, CURRENT);

    assertThat(measure.statistic()).isCloseTo(0.095, within(1e-15));
    assertThat(measure.pValue()).isCloseTo(0.78289745168326, within(1e-13));
  }

  @Test
  void kolmogorovSmirnov_tiedSamples_countsArrangements() {
    double[] reference = {1, 1, 1, 2, 2, 3};
    double[] current = {1, 2, 2, 3, 3, 3};

    Measure measure = KolmogorovSmirnov.compare(reference, current);
    Measure counted =
        KolmogorovSmirnov.compare(
            Counts.independent(new long[] {3, 2, 1}), Counts.independent(new long[] {1, 2, 3}));

    assertThat(measure.statistic()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(measure.pValue()).isCloseTo(708.0 / 924, within(1e-15));
    assertThat(counted).isEqualTo(measure);
  }

  @Test
  void mannWhitney_isTheNormalValue() {
    Measure measure = MannWhitney.compare(REFERENCE, CURRENT);

    assertThat(measure.statistic()).isCloseTo(2 * 4436 / 8000.0 - 1, within(1e-15));
    assertThat(measure.pValue()).isCloseTo(0.209950148897628, within(1e-14));
  }

  @Test
  void welchT_isTheValueOfSatterthwaite() {
    Measure measure = WelchT.compare(REFERENCE, CURRENT);

    assertThat(measure.statistic()).isCloseTo(1.24221304448962, within(1e-13));
    assertThat(measure.pValue()).isCloseTo(0.215892310760781, within(1e-13));
  }

  @Test
  void cramerVonMises_isTheLimitValue() {
    Measure measure = CramerVonMises.compare(REFERENCE, CURRENT);

    assertThat(measure.statistic()).isCloseTo(0.16451851851852, within(1e-13));
    assertThat(measure.pValue()).isCloseTo(0.350715018944242, within(1e-12));
  }

  @Test
  void cramerVonMises_firstValues_isTheLimitValue() {
    double[] reference = Arrays.copyOf(REFERENCE, 30);
    double[] current = Arrays.copyOf(CURRENT, 25);

    Measure measure = CramerVonMises.compare(reference, current);

    assertThat(measure.statistic()).isCloseTo(0.180484848484848, within(1e-14));
    assertThat(measure.pValue()).isCloseTo(0.315513174625826, within(1e-12));
  }

  @Test
  void distances_areTheValuesOfSciPy() {
    assertThat(Wasserstein.compare(REFERENCE, CURRENT).statistic())
        .isCloseTo(0.0556450735014198, within(1e-14));
    assertThat(EnergyDistance.compare(REFERENCE, CURRENT).statistic())
        .isCloseTo(0.0864921192406624, within(1e-14));
  }
}
