package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorFunctionTest {

  static List<ReferenceTable.Row> recorded() {
    return ReferenceTable.read("counts/error_function.csv");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void complement_recordedCase_agrees(ReferenceTable.Row row) {
    assertThat(ErrorFunction.complement(row.number("x")))
        .isCloseTo(row.number("complement"), withinPercentage(1e-12));
  }

  @Test
  void complement_edges_areThoseOfTheFunction() {
    assertThat(ErrorFunction.complement(0)).isEqualTo(1);
    assertThat(ErrorFunction.complement(40)).isZero();
    assertThat(ErrorFunction.complement(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.complement(Double.NaN)).isNaN();
    assertThatThrownBy(() -> ErrorFunction.complement(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0");
  }

  @Test
  void chiSquare_oneDegreeOfFreedom_neverRises() {
    double previous = 1;
    for (double x = 0; x < 1500; x += 0.01) {
      double survival = ChiSquareDistribution.survival(x, 1);
      assertThat(survival).isLessThanOrEqualTo(previous * (1 + 1e-14));
      previous = survival;
    }
  }
}
