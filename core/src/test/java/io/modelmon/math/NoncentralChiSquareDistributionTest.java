package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values recorded at 40 digits and from SciPy; see {@code src/test/reference/counts}. */
class NoncentralChiSquareDistributionTest {

  static List<ReferenceTable.Row> tails() {
    return ReferenceTable.read("counts/noncentral_chi_square.csv");
  }

  static List<ReferenceTable.Row> bounds() {
    return ReferenceTable.read("counts/noncentrality_bounds.csv");
  }

  @ParameterizedTest
  @MethodSource("tails")
  void tail_recordedCase_agrees(ReferenceTable.Row row) {
    double x = row.number("x");
    double df = row.number("df");
    double noncentrality = row.number("noncentrality");
    boolean lower = row.text("lower").equals("True");
    double expected = row.number("tail");

    double cumulative = NoncentralChiSquareDistribution.cumulative(x, df, noncentrality);
    double survival = NoncentralChiSquareDistribution.survival(x, df, noncentrality);

    assertThat(lower ? cumulative : survival).isCloseTo(expected, withinPercentage(1e-8));
    assertThat(lower ? survival : cumulative).isCloseTo(1 - expected, within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void bounds_recordedCase_agree(ReferenceTable.Row row) {
    double x = row.number("x");
    double df = row.number("df");
    double tail = row.number("tail");

    assertClose(NoncentralChiSquareDistribution.lowerBound(x, df, tail), row.number("lower"));
    assertClose(NoncentralChiSquareDistribution.upperBound(x, df, tail), row.number("upper"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1e-9",
    "7, 0",
    "19, 30",
    "255, 3e7",
    "19, 1e8",
    "1, 500",
    "1, 1e-300",
    "3, 4e-31"
  })
  void bounds_anyObservation_areRootsAndInOrder(double df, double x) {
    double tail = 0.005;

    double lower = NoncentralChiSquareDistribution.lowerBound(x, df, tail);
    double upper = NoncentralChiSquareDistribution.upperBound(x, df, tail);

    assertThat(lower).isBetween(0.0, upper);
    if (lower > 0) {
      assertThat(NoncentralChiSquareDistribution.survival(x, df, lower))
          .isCloseTo(tail, withinPercentage(1e-7));
    }
    if (upper > 0) {
      assertThat(NoncentralChiSquareDistribution.cumulative(x, df, upper))
          .isCloseTo(tail, withinPercentage(1e-7));
    }
  }

  @Test
  void tails_withoutNoncentrality_areTheCentralOnes() {
    for (double df : new double[] {0.5, 1, 2.5, 10, 300}) {
      for (double factor : new double[] {0.01, 0.5, 1, 1.5, 4}) {
        double survival = NoncentralChiSquareDistribution.survival(df * factor, df, 0);

        assertThat(survival)
            .isCloseTo(ChiSquareDistribution.survival(df * factor, df), withinPercentage(1e-9));
        assertThat(NoncentralChiSquareDistribution.survival(df * factor, df, 1e-31))
            .isEqualTo(survival);
        assertThat(NoncentralChiSquareDistribution.survival(df * factor, df, 1e-29))
            .isCloseTo(survival, withinPercentage(1e-10));
      }
    }
  }

  @Test
  void tails_atTheEnds_areZeroAndOne() {
    assertThat(NoncentralChiSquareDistribution.cumulative(0, 3, 5)).isZero();
    assertThat(NoncentralChiSquareDistribution.survival(-1, 3, 5)).isEqualTo(1);
    assertThat(NoncentralChiSquareDistribution.survival(Double.POSITIVE_INFINITY, 3, 5)).isZero();
    assertThat(NoncentralChiSquareDistribution.cumulative(Double.POSITIVE_INFINITY, 3, 5))
        .isEqualTo(1);
    assertThat(NoncentralChiSquareDistribution.survival(1e6, 3, 5)).isZero();
    assertThat(NoncentralChiSquareDistribution.cumulative(1, 3, 1e6)).isZero();
  }

  @Test
  void arguments_outsideTheirRange_areRejected() {
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.survival(Double.NaN, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.survival(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.cumulative(1, 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.cumulative(1, 1, 2e9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0E9");
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.lowerBound(2e8, 1, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0E8");
    assertThatThrownBy(() -> NoncentralChiSquareDistribution.upperBound(1, 1, 0.6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.6");
  }

  private static void assertClose(double actual, double expected) {
    if (expected == 0) {
      assertThat(actual).isZero();
    } else {
      assertThat(actual).isCloseTo(expected, withinPercentage(1e-7));
    }
  }
}
