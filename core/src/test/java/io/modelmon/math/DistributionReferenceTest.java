package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution functions against values recorded from mpmath (60 digits) and SciPy. */
class DistributionReferenceTest {

  static List<ReferenceTable.Row> kolmogorov() {
    return ReferenceTable.read("drift/kolmogorov.csv");
  }

  static List<ReferenceTable.Row> chiSquare() {
    return ReferenceTable.read("drift/chi_square.csv");
  }

  static List<ReferenceTable.Row> chiSquareCritical() {
    return ReferenceTable.read("drift/chi_square_critical.csv");
  }

  @ParameterizedTest
  @MethodSource("kolmogorov")
  void kolmogorovSurvival_recordedPoint_agreesTo1e12(ReferenceTable.Row row) {
    double survival = KolmogorovDistribution.survival(row.number("x"));

    assertThat(survival).isCloseTo(row.number("survival"), withinPercentage(1e-10));
  }

  @ParameterizedTest
  @MethodSource("chiSquare")
  void chiSquareSurvival_recordedPoint_agreesTo1e11(ReferenceTable.Row row) {
    double survival = ChiSquareDistribution.survival(row.number("x"), row.number("df"));

    assertThat(survival).isCloseTo(row.number("survival"), withinPercentage(1e-9));
  }

  @ParameterizedTest
  @MethodSource("chiSquareCritical")
  void chiSquareCritical_recordedPoint_agreesTo1e11(ReferenceTable.Row row) {
    double critical = ChiSquareDistribution.criticalValue(row.number("tail"), row.number("df"));

    assertThat(critical).isCloseTo(row.number("critical"), withinPercentage(1e-9));
  }

  @Test
  void kolmogorovSurvival_outsideTheTable_keepsItsLimits() {
    assertThat(KolmogorovDistribution.survival(-1)).isEqualTo(1);
    assertThat(KolmogorovDistribution.survival(0)).isEqualTo(1);
    assertThat(KolmogorovDistribution.survival(1e-300)).isEqualTo(1);
    assertThat(KolmogorovDistribution.survival(Double.POSITIVE_INFINITY)).isZero();
    assertThat(KolmogorovDistribution.survival(Double.NaN)).isNaN();
  }

  @Test
  void kolmogorovSurvival_fineGrid_neverRises() {
    double previous = 1;
    for (double x = 0.01; x < 20; x += 0.001) {
      double survival = KolmogorovDistribution.survival(x);
      assertThat(survival).isBetween(0.0, previous);
      previous = survival;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5, 1000})
  void chiSquareSurvival_outsideTheTable_keepsItsLimits(double df) {
    assertThat(ChiSquareDistribution.survival(-1, df)).isEqualTo(1);
    assertThat(ChiSquareDistribution.survival(0, df)).isEqualTo(1);
    assertThat(ChiSquareDistribution.survival(Double.NaN, df)).isNaN();
    for (double x = 1e4; x < 1e300; x *= 10) {
      assertThat(ChiSquareDistribution.survival(x, df)).isZero();
    }
    assertThat(ChiSquareDistribution.survival(Double.POSITIVE_INFINITY, df)).isZero();
  }

  @Test
  void chiSquareSurvival_anyArguments_convergesToAProbability() {
    for (double df = 0.01; df < 2e6; df *= 1.7) {
      double previous = 1;
      for (double x = 1e-9; x < 1e18; x *= 1.9) {
        double survival = ChiSquareDistribution.survival(x, df);
        // Where the series meets the continued fraction they may differ in the last digits.
        assertThat(survival).isBetween(0.0, Math.min(1, previous * (1 + 1e-9)));
        previous = survival;
      }
    }
  }

  @Test
  void chiSquare_illegalArguments_areRejectedWithTheValue() {
    assertThatThrownBy(() -> ChiSquareDistribution.survival(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
    assertThatThrownBy(() -> ChiSquareDistribution.criticalValue(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0, 0.5]");
    assertThatThrownBy(() -> ChiSquareDistribution.criticalValue(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
