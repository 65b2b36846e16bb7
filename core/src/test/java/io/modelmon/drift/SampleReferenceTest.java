package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import io.modelmon.reference.ReferenceTable.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numeric measures on raw samples against recorded values; see reference/samples/generate.py. */
class SampleReferenceTest {

  private static final Map<String, Row> SAMPLES =
      ReferenceTable.read("samples/samples.csv").stream()
          .collect(Collectors.toMap(row -> row.text("case"), Function.identity()));

  static List<Row> kolmogorovSmirnov() {
    return ReferenceTable.read("samples/kolmogorov_smirnov.csv");
  }

  static List<Row> mannWhitney() {
    return ReferenceTable.read("samples/mann_whitney.csv");
  }

  static List<Row> welchT() {
    return ReferenceTable.read("samples/welch_t.csv");
  }

  static List<Row> cramerVonMises() {
    return ReferenceTable.read("samples/cramer_von_mises.csv");
  }

  static List<Row> andersonDarling() {
    return ReferenceTable.read("samples/anderson_darling.csv");
  }

  static List<Row> distances() {
    return ReferenceTable.read("samples/distances.csv");
  }

  static List<Row> energy() {
    return ReferenceTable.read("samples/energy.csv");
  }

  static List<Row> secondOpinions() {
    return ReferenceTable.read("samples/r_values.csv");
  }

  @ParameterizedTest
  @MethodSource("kolmogorovSmirnov")
  void kolmogorovSmirnov_recordedSample_agrees(Row row) {
    Measure measure = KolmogorovSmirnov.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("statistic"), 1e-12);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("mannWhitney")
  void mannWhitney_recordedSample_agrees(Row row) {
    Measure measure = MannWhitney.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("statistic"), 1e-12);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("welchT")
  void welchT_recordedSample_agrees(Row row) {
    Measure measure = WelchT.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("statistic"), 1e-9);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
    assertClose(measure.noise(), row.number("noise"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("cramerVonMises")
  void cramerVonMises_recordedSample_agrees(Row row) {
    Measure measure = CramerVonMises.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("statistic"), 1e-12);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("andersonDarling")
  void andersonDarling_recordedSample_agrees(Row row) {
    Measure measure = AndersonDarling.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("statistic"), 1e-12);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("distances")
  void wasserstein_recordedSample_agrees(Row row) {
    Measure measure = Wasserstein.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("wasserstein"), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("distances")
  void energyDistance_recordedSample_agrees(Row row) {
    Measure measure = EnergyDistance.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("energy"), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("energy")
  void energyDistance_limitLaw_agrees(Row row) {
    Measure measure = EnergyDistance.compare(reference(row), current(row));

    assertClose(measure.statistic(), row.number("statistic"), 1e-12);
    assertClose(measure.pValue(), row.number("p"), 1e-9);
  }

  /** Exact up to chance, whose state is fixed by the seed; five standard errors at most. */
  @ParameterizedTest
  @MethodSource("energy")
  void energyDistance_permutation_isWithinItsStandardError(Row row) {
    double exact = row.number("exact_p");
    int permutations = 4_000;
    if (Double.isNaN(exact)) {
      return; // too many arrangements to know
    }

    Measure measure = EnergyDistance.compare(reference(row), current(row), permutations, 7);

    double error = Math.sqrt(exact * (1 - exact) / permutations);
    assertThat(measure.pValue()).isCloseTo(exact, within(5 * error + 1.0 / permutations));
    assertThat(measure.pValue()).isGreaterThanOrEqualTo(1.0 / (permutations + 1));
  }

  @ParameterizedTest
  @MethodSource("secondOpinions")
  void anyMeasure_secondSource_agrees(Row row) {
    Measure measure =
        switch (row.text("measure")) {
          case "ks" -> KolmogorovSmirnov.compare(reference(row), current(row));
          case "welch_t" -> WelchT.compare(reference(row), current(row));
          case "mann_whitney" -> MannWhitney.compare(reference(row), current(row));
          default -> AndersonDarling.compare(reference(row), current(row));
        };

    // kSamples keeps eight decimals.
    assertThat(measure.statistic()).isCloseTo(statistic(row), within(1e-8 + 1e-9 * statistic(row)));
    if (row.text("source").equals("ks.test")) { // R takes the tail from 1
      assertThat(measure.pValue()).isCloseTo(row.number("p"), within(2e-12));
    } else {
      assertClose(measure.pValue(), row.number("p"), 1e-9);
    }
  }

  private static double statistic(Row row) {
    double statistic = row.number("statistic");
    double pairs = (double) reference(row).length * current(row).length;
    return row.text("measure").equals("mann_whitney")
        ? Math.abs(2 * statistic / pairs - 1)
        : statistic;
  }

  private static double[] reference(Row row) {
    return sample(row).numbers("reference");
  }

  private static double[] current(Row row) {
    return sample(row).numbers("current");
  }

  private static Row sample(Row row) {
    Row sample = SAMPLES.get(row.text("case"));
    assertThat(sample).isNotNull();
    return sample;
  }

  /** Relative tolerance, with an absolute one of 1e-15 for values that should be 0. */
  private static void assertClose(double actual, double expected, double tolerance) {
    if (expected == 0) {
      assertThat(actual).isCloseTo(0, within(1e-15));
    } else {
      assertThat(actual).isCloseTo(expected, withinPercentage(100 * tolerance));
    }
  }
}
