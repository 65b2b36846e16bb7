package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Run lengths against the R package spc, see {@code src/test/reference/detector/charts/arl.R}, and
 * against the published table that both reproduce.
 */
class RunLengthReferenceTest {

  static List<ReferenceTable.Row> cusum() {
    return ReferenceTable.read("detector/charts/cusum_arl.csv");
  }

  static List<ReferenceTable.Row> ewma() {
    return ReferenceTable.read("detector/charts/ewma_arl.csv");
  }

  static List<ReferenceTable.Row> limits() {
    return ReferenceTable.read("detector/charts/limits.csv");
  }

  @ParameterizedTest
  @MethodSource("cusum")
  void cusum_recordedCase_agrees(ReferenceTable.Row row) {
    double allowance = row.number("allowance");
    double threshold = row.number("threshold");
    double shift = row.number("shift");

    double length =
        row.text("sided").equals("one")
            ? CusumRunLength.oneSided(allowance, threshold, shift)
            : CusumRunLength.twoSided(allowance, threshold, shift);

    assertThat(length).isCloseTo(row.number("length"), withinPercentage(1e-6));
  }

  @ParameterizedTest
  @MethodSource("ewma")
  void ewma_recordedCase_agrees(ReferenceTable.Row row) {
    double weight = row.number("weight");
    double limit = row.number("limit");
    double shift = row.number("shift");

    double length =
        row.text("sided").equals("one")
            ? EwmaRunLength.oneSided(weight, limit, shift)
            : EwmaRunLength.twoSided(weight, limit, shift);

    assertThat(length).isCloseTo(row.number("length"), withinPercentage(1e-6));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void limit_recordedCase_agrees(ReferenceTable.Row row) {
    double parameter = row.number("parameter");
    double length = row.number("length");
    boolean one = row.text("sided").equals("one");

    double limit;
    if (row.text("chart").equals("cusum")) {
      limit =
          one
              ? CusumRunLength.oneSidedThreshold(parameter, length)
              : CusumRunLength.twoSidedThreshold(parameter, length);
    } else {
      limit =
          one
              ? EwmaRunLength.oneSidedLimit(parameter, length)
              : EwmaRunLength.twoSidedLimit(parameter, length);
    }

    // The search of spc stops at 1e-6.
    assertThat(limit).isCloseTo(row.number("limit"), withinPercentage(1e-3));
  }

  /** Printed to two decimals in the NIST/SEMATECH handbook and in Lucas and Saccucci. */
  @ParameterizedTest
  @CsvSource({
    "4, 167.68, 26.63, 8.38, 3.34, 2.19",
    "5, 465.44, 38.00, 10.38, 4.01, 2.57",
  })
  void cusum_publishedTable_agrees(
      double threshold, double at0, double at05, double at1, double at2, double at3) {
    double[] expected = {at0, at05, at1, at2, at3};
    double[] shifts = {0, 0.5, 1, 2, 3};
    for (int i = 0; i < shifts.length; i++) {
      assertThat(CusumRunLength.twoSided(0.5, threshold, shifts[i]))
          .isCloseTo(expected[i], offset(0.0051));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.10, 2.814, 499.58, 31.30, 10.33, 4.36, 2.87",
    "0.20, 2.962, 499.74, 41.76, 10.54, 3.74, 2.38",
    "1, 3, 370.40, 155.22, 43.89, 6.30, 2.00",
  })
  @SuppressWarnings("TooManyParameters")
  void ewma_publishedTable_agrees(
      double weight, double limit, double at0, double at05, double at1, double at2, double at3) {
    double[] expected = {at0, at05, at1, at2, at3};
    double[] shifts = {0, 0.5, 1, 2, 3};
    for (int i = 0; i < shifts.length; i++) {
      assertThat(EwmaRunLength.twoSided(weight, limit, shifts[i]))
          .isCloseTo(expected[i], offset(0.0051));
    }
  }

  @Test
  void cusum_noThreshold_alarmsWithTheFirstValueAboveTheAllowance() {
    // 1 / P(x > 0.5) for a standard normal x.
    assertThat(CusumRunLength.oneSided(0.5, 0, 0)).isCloseTo(3.2410958, offset(1e-6));
  }

  @Test
  void cusum_shiftFarTheOtherWay_isInfinite() {
    assertThat(CusumRunLength.oneSided(1, 10, -3)).isInfinite();
    assertThat(CusumRunLength.twoSided(1, 10, 3)).isBetween(5.0, 7.0);
  }

  @Tag("simulation")
  @Test
  void threshold_smallAllowanceAndLongRun_givesTheRunBack() {
    double threshold = CusumRunLength.twoSidedThreshold(0.005, 1e5);

    assertThat(CusumRunLength.twoSided(0.005, threshold, 0)).isCloseTo(1e5, withinPercentage(1e-6));
  }

  @Tag("simulation")
  @Test
  void threshold_outOfReach_isRefused() {
    assertThatThrownBy(() -> CusumRunLength.oneSidedThreshold(0.5, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 3.24");
    assertThatThrownBy(() -> CusumRunLength.oneSidedThreshold(0.5, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CusumRunLength.twoSidedThreshold(0, 1e9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("500");
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThatThrownBy(() -> CusumRunLength.oneSided(-0.1, 4, 0)).hasMessageContaining("allowance");
    assertThatThrownBy(() -> CusumRunLength.oneSided(0.5, -1, 0)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> CusumRunLength.oneSided(0.5, 4, Double.NaN))
        .hasMessageContaining("shift");
    assertThatThrownBy(() -> EwmaRunLength.twoSided(0, 3, 0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> EwmaRunLength.twoSided(1.1, 3, 0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> EwmaRunLength.twoSided(0.2, -1, 0)).hasMessageContaining("limit");
    assertThatThrownBy(() -> EwmaRunLength.oneSided(0.2, 3, Double.POSITIVE_INFINITY))
        .hasMessageContaining("shift");
  }
}
