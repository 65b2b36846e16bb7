package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Count-based measures against values recorded from SciPy and R, or from the definition written out
 * with them where no library has it; see {@code src/test/reference/counts/generate.py}.
 */
class CountMeasureReferenceTest {

  static List<ReferenceTable.Row> contingency() {
    return ReferenceTable.read("counts/contingency.csv");
  }

  static List<ReferenceTable.Row> divergences() {
    return ReferenceTable.read("counts/divergences.csv");
  }

  static Stream<ReferenceTable.Row> fisher() {
    return Stream.of("counts/fisher.csv", "counts/fisher_r.csv")
        .flatMap(file -> ReferenceTable.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("contingency")
  void chiSquare_unfolded_agreesWithSciPy(ReferenceTable.Row row) {
    Measure measure = ChiSquare.compareUnfolded(reference(row), current(row));

    assertClose(measure.statistic(), row.number("chi2_raw"), 1e-12);
    assertTail(measure.pValue(), row.number("chi2_raw_p"));
  }

  @ParameterizedTest
  @MethodSource("contingency")
  void gStatistic_unfolded_agreesWithSciPy(ReferenceTable.Row row) {
    Measure measure = GStatistic.compareUnfolded(reference(row), current(row));

    assertClose(measure.statistic(), row.number("g_raw"), 1e-12);
    assertTail(measure.pValue(), row.number("g_raw_p"));
  }

  @ParameterizedTest
  @MethodSource("contingency")
  void gStatistic_folded_agrees(ReferenceTable.Row row) {
    Measure measure = GStatistic.compare(reference(row), current(row));

    if (row.text("folded").equals("undefined")) {
      assertThat(measure.status()).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
    } else {
      assertClose(measure.statistic(), row.number("g"), 1e-12);
      assertTail(measure.pValue(), row.number("g_p"));
    }
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void populationStabilityIndex_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = PopulationStabilityIndex.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("psi"), 1e-12);
    assertInterval(measure, row, "psi");
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void kullbackLeibler_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = KullbackLeibler.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("kl"), 1e-12);
    assertTail(measure.pValue(), row.number("kl_p"));
    assertClose(measure.noise(), row.number("kl_noise"), 1e-9);
    assertInterval(measure, row, "kl");
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void jensenShannon_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = JensenShannon.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("js"), 1e-12);
    assertInterval(measure, row, "js");
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void jensenShannonDistance_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = JensenShannon.distance(reference(row), current(row));

    assertClose(measure.statistic(), row.number("js_distance"), 1e-12);
    assertTail(measure.pValue(), row.number("js_distance_p"));
    assertClose(measure.noise(), row.number("js_distance_noise"), 1e-9);
    assertThat(measure.interval().lower())
        .isCloseTo(row.number("js_distance_lower"), within(1e-11));
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void hellinger_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = Hellinger.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("hellinger"), 1e-12);
    assertTail(measure.pValue(), row.number("hellinger_p"));
    assertClose(measure.noise(), row.number("hellinger_noise"), 1e-9);
    assertThat(measure.interval().lower()).isCloseTo(row.number("hellinger_lower"), within(1e-11));
  }

  @ParameterizedTest
  @MethodSource("divergences")
  void lInfinity_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure = LInfinity.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("l_infinity"), 1e-12);
    assertTail(measure.pValue(), row.number("l_infinity_p"));
    assertClose(measure.noise(), row.number("l_infinity_noise"), 1e-9);
    assertThat(measure.interval().lower()).isCloseTo(row.number("l_infinity_lower"), within(1e-11));
  }

  @ParameterizedTest
  @MethodSource("fisher")
  void fisherExact_recordedCase_agrees(ReferenceTable.Row row) {
    Measure measure =
        FisherExact.compare(
            Counts.independent(new long[] {(long) row.number("a"), (long) row.number("b")}),
            Counts.independent(new long[] {(long) row.number("c"), (long) row.number("d")}));

    assertTail(measure.pValue(), row.number("p"));
  }

  private static void assertInterval(Measure measure, ReferenceTable.Row row, String name) {
    assertBound(measure.interval().lower(), row.number(name + "_lower"), measure.statistic());
    assertBound(measure.interval().upper(), row.number(name + "_upper"), measure.statistic());
    assertThat(measure.interval().level()).isEqualTo(0.99);
  }

  private static void assertBound(double actual, double expected, double unit) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-8 * Math.max(unit, Math.abs(expected))));
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

  /**
   * 1e-9 relative down to 1e-12. Below, the same for the logarithm: there a tail multiplies the
   * last digits that the recorded statistic itself has lost.
   */
  private static void assertTail(double actual, double expected) {
    if (expected >= 1e-12 || expected < 1e-290) {
      assertClose(actual, expected, 1e-9);
    } else {
      assertThat(Math.log(actual)).isCloseTo(Math.log(expected), withinPercentage(2e-7));
    }
  }

  /** Relative tolerance, with an absolute one of 1e-14 for values that should be 0. */
  private static void assertClose(double actual, double expected, double tolerance) {
    if (Math.abs(expected) < 1e-290) {
      assertThat(actual).isCloseTo(expected, within(1e-14));
    } else {
      assertThat(actual).isCloseTo(expected, withinPercentage(100 * tolerance));
    }
  }
}
