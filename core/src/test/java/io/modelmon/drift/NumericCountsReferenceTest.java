package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import io.modelmon.reference.ReferenceTable.Row;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numeric measures on cells at effective sizes; see reference/samples/generate.py. */
class NumericCountsReferenceTest {

  static List<Row> counts() {
    return ReferenceTable.read("samples/counts.csv");
  }

  @ParameterizedTest
  @MethodSource("counts")
  void cramerVonMises_recordedCounts_agrees(Row row) {
    assertAgrees(CramerVonMises.compare(reference(row), current(row)), row, "cvm");
  }

  @ParameterizedTest
  @MethodSource("counts")
  void andersonDarling_recordedCounts_agrees(Row row) {
    assertAgrees(AndersonDarling.compare(reference(row), current(row)), row, "ad");
  }

  @ParameterizedTest
  @MethodSource("counts")
  void energyDistance_recordedCounts_agrees(Row row) {
    double[] positions = row.numbers("positions");

    assertAgrees(EnergyDistance.compare(reference(row), current(row), positions), row, "energy");
  }

  @ParameterizedTest
  @MethodSource("counts")
  void mannWhitney_recordedCounts_agrees(Row row) {
    assertAgrees(MannWhitney.compare(reference(row), current(row)), row, "mann_whitney");
  }

  @ParameterizedTest
  @MethodSource("counts")
  void welchT_recordedCounts_agrees(Row row) {
    double[] positions = row.numbers("positions");

    assertAgrees(WelchT.compare(reference(row), current(row), positions), row, "welch");
  }

  private static void assertAgrees(Measure measure, Row row, String column) {
    // Means that differ in their last digits only leave few digits of t.
    assertThat(measure.statistic())
        .isCloseTo(row.number(column), within(1e-9 * row.number(column) + 1e-12));
    assertThat(measure.pValue()).isCloseTo(row.number(column + "_p"), withinPercentage(1e-7));
    assertThat(measure.sizes().currentEffectiveN()).isEqualTo(row.number("current_effective"));
  }

  private static Counts reference(Row row) {
    return counts(row.counts("reference"), row.number("reference_effective"));
  }

  private static Counts current(Row row) {
    return counts(row.counts("current"), row.number("current_effective"));
  }

  private static Counts counts(long[] cells, double effectiveN) {
    return new Counts(cells, Counts.independent(cells).n(), effectiveN);
  }
}
