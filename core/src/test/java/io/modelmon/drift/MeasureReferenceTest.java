package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every measure against values recorded from SciPy and statsmodels, or from the definition written
 * out with them where no library has it; see {@code src/test/reference/drift/generate.py}.
 */
class MeasureReferenceTest {

  static List<ReferenceTable.Row> comparisons() {
    return ReferenceTable.read("drift/comparisons.csv");
  }

  static List<ReferenceTable.Row> proportions() {
    return ReferenceTable.read("drift/proportions.csv");
  }

  static List<ReferenceTable.Row> benjaminiHochberg() {
    return ReferenceTable.read("drift/benjamini_hochberg.csv");
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void kolmogorovSmirnov_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = KolmogorovSmirnov.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("ks"), 1e-12);
    assertClose(measure.pValue(), row.number("ks_p"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void chiSquare_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = ChiSquare.compare(reference(row), current(row));

    if (row.text("chi2_kind").equals("undefined")) {
      assertThat(measure.status()).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    } else {
      assertClose(measure.statistic(), row.number("chi2"), 1e-12);
      assertClose(measure.pValue(), row.number("chi2_p"), 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void totalVariation_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = TotalVariation.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("tv"), 1e-12);
    assertTail(measure.pValue(), row.number("tv_p"), 1e-9);
    assertClose(measure.noise(), row.number("tv_noise"), 1e-9);
    assertThat(measure.interval().lower()).isCloseTo(row.number("tv_lower"), within(1e-11));
  }

  /** The series of the law is cut; recorded are also the sums over all pairs without a series. */
  @ParameterizedTest
  @MethodSource("comparisons")
  void totalVariation_withoutSeries_isWithinTheDocumentedError(ReferenceTable.Row row) {
    Measure measure = TotalVariation.compare(reference(row), current(row));

    double exact = row.number("tv_p_of_pairs");
    assertClose(measure.noise(), row.number("tv_noise_of_pairs"), 2e-3);
    if (exact >= 1e-12) {
      assertClose(measure.pValue(), exact, exact >= 1e-3 ? 5e-3 : 3e-2);
    }
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void populationStabilityIndex_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = PopulationStabilityIndex.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("psi"), 1e-12);
    assertClose(measure.pValue(), row.number("psi_p"), 1e-9);
    assertClose(measure.noise(), row.number("psi_noise"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void jensenShannon_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = JensenShannon.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("js"), 1e-12);
    assertClose(measure.pValue(), row.number("js_p"), 1e-9);
    assertClose(measure.noise(), row.number("js_noise"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void wasserstein_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = Wasserstein.compare(reference(row), current(row), row.numbers("positions"));

    assertClose(measure.statistic(), row.number("wasserstein"), 1e-12);
    if (measure.status() == DriftStatus.OK) {
      assertTail(measure.pValue(), row.number("wasserstein_p"), 1e-9);
      assertClose(measure.noise(), row.number("wasserstein_noise"), 1e-9);
    } else {
      assertThat(row.number("wasserstein_p")).isNaN();
    }
  }

  /** As for total variation. */
  @ParameterizedTest
  @MethodSource("comparisons")
  void wasserstein_withoutSeries_isWithinTheDocumentedError(ReferenceTable.Row row) {
    Measure measure = Wasserstein.compare(reference(row), current(row), row.numbers("positions"));

    double exact = row.number("wasserstein_p_of_pairs");
    assertClose(measure.noise(), row.number("wasserstein_noise_of_pairs"), 2e-3);
    if (exact >= Wasserstein.P_VALUE_RESOLUTION) {
      assertClose(measure.pValue(), exact, 4e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("proportions")
  void proportionTest_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure =
        ProportionShift.compare(
            (long) row.number("reference_hits"),
            row.number("reference_n"),
            (long) row.number("current_hits"),
            row.number("current_n"));

    assertClose(measure.statistic(), row.number("statistic"), 1e-12);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
    assertClose(measure.noise(), row.number("noise"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("benjaminiHochberg")
  void benjaminiHochberg_recordedCase_agrees(ReferenceTable.Row row) {
    double[] adjusted = BenjaminiHochberg.adjust(row.numbers("p"));

    double[] expected = row.numbers("adjusted");
    assertThat(adjusted).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertClose(adjusted[i], expected[i], 1e-14);
    }
  }

  private static Counts reference(ReferenceTable.Row row) {
    return counts(row.counts("reference"), row.number("reference_effective"));
  }

  private static Counts current(ReferenceTable.Row row) {
    return counts(row.counts("current"), row.number("current_effective"));
  }

  private static Counts counts(long[] cells, double effectiveN) {
    return new Counts(cells, Counts.independent(cells).n(), effectiveN);
  }

  /** Relative tolerance as far as doubles go. */
  private static void assertTail(double actual, double expected, double tolerance) {
    if (expected < 1e-290) {
      assertThat(actual).isLessThan(1e-289);
    } else {
      assertThat(actual).isCloseTo(expected, withinPercentage(100 * tolerance));
    }
  }

  /** Relative tolerance, with an absolute one of 1e-15 for values that should be 0. */
  private static void assertClose(double actual, double expected, double tolerance) {
    if (Math.abs(expected) < 1e-15) {
      assertThat(actual).isCloseTo(expected, within(1e-15));
    } else {
      assertThat(actual).isCloseTo(expected, withinPercentage(100 * tolerance));
    }
  }
}
