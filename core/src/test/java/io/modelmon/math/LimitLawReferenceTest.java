package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import io.modelmon.reference.ReferenceTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the numeric two-sample tests against 30-digit arithmetic, and at their edges. */
class LimitLawReferenceTest {

  static List<Row> limitLaws() {
    return ReferenceTable.read("samples/limit_laws.csv");
  }

  static List<Row> student() {
    return ReferenceTable.read("samples/student.csv");
  }

  @ParameterizedTest
  @MethodSource("limitLaws")
  void survival_recordedPoint_agrees(Row row) {
    double x = row.number("x");
    double survival =
        row.text("law").equals("cramer_von_mises")
            ? CramerVonMisesDistribution.survival(x)
            : AndersonDarlingDistribution.survival(x);

    assertThat(survival).isCloseTo(row.number("p"), withinPercentage(1e-9));
  }

  @ParameterizedTest
  @MethodSource("student")
  void student_recordedPoint_agrees(Row row) {
    double survival = StudentDistribution.survival(row.number("t"), row.number("df"));

    assertThat(survival).isCloseTo(row.number("p"), withinPercentage(1e-7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.05, 0.01, 1e-6, 1e-12, 1e-100})
  void criticalValue_anyTail_isExceededWithThatProbability(double tail) {
    double cvm = CramerVonMisesDistribution.criticalValue(tail);
    double ad = AndersonDarlingDistribution.criticalValue(tail);
    double student = StudentDistribution.criticalValue(tail, 4.5);

    assertThat(CramerVonMisesDistribution.survival(cvm)).isCloseTo(tail, withinPercentage(1e-7));
    assertThat(AndersonDarlingDistribution.survival(ad)).isCloseTo(tail, withinPercentage(1e-7));
    assertThat(StudentDistribution.survival(student, 4.5)).isCloseTo(tail, withinPercentage(1e-7));
  }

  /** One point is a chi-square variable with one degree of freedom, two are two such. */
  @ParameterizedTest
  @CsvSource({"1e-6", "0.01", "0.3", "0.999", "1", "1.001", "2", "10", "60", "600", "1400"})
  void bridgeSquare_onePoint_isChiSquare(double x) {
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    square.add(1 / 0.09, 0.1, 0.9);

    double survival = square.law(1).survival(x);

    assertThat(survival).isCloseTo(ChiSquareDistribution.survival(x, 1), withinPercentage(1e-9));
  }

  @Test
  void bridgeSquare_everFinerPoints_approachTheIntegral() {
    double previous = 1;
    for (int points : new int[] {8, 32, 128}) {
      double error =
          Math.abs(law(points).survival(0.7) / CramerVonMisesDistribution.survival(0.7) - 1);

      assertThat(error).isLessThan(previous / 8);
      previous = error;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 777, 5000})
  void bridgeSquare_morePointsThanItKeeps_isAPercentOffAtMost(int points) {
    for (double x : new double[] {0.05, 0.2, 0.5, 0.75, 1.2, 2.3}) {
      double limit = CramerVonMisesDistribution.survival(x);

      assertThat(law(points).survival(x)).isCloseTo(limit, withinPercentage(1));
    }
  }

  @Test
  void survival_atTheEdges_isDefined() {
    assertThat(CramerVonMisesDistribution.survival(-1)).isEqualTo(1);
    assertThat(CramerVonMisesDistribution.survival(0)).isEqualTo(1);
    assertThat(CramerVonMisesDistribution.survival(1e-300)).isEqualTo(1);
    assertThat(CramerVonMisesDistribution.survival(Double.POSITIVE_INFINITY)).isZero();
    assertThat(CramerVonMisesDistribution.survival(Double.NaN)).isNaN();
    assertThat(CramerVonMisesDistribution.survival(1e6)).isZero();
    assertThat(AndersonDarlingDistribution.survival(1e-9)).isEqualTo(1);
    assertThat(AndersonDarlingDistribution.survival(1e300)).isZero();
    assertThat(StudentDistribution.survival(0, 3)).isEqualTo(1);
    assertThat(StudentDistribution.survival(Double.NaN, 3)).isNaN();
    assertThat(StudentDistribution.survival(-2, 3)).isEqualTo(StudentDistribution.survival(2, 3));
    assertThat(StudentDistribution.survival(1e200, 3)).isZero();
  }

  @Test
  void survival_risingArgument_falls() {
    double previousCvm = 1;
    double previousAd = 1;
    double previousGroups = 1;
    BrownianBridgeSquare.Law groups = law(5);
    for (double x = 0.001; x < 80; x *= 1.07) {
      double cvm = CramerVonMisesDistribution.survival(x);
      double ad = AndersonDarlingDistribution.survival(x);
      double five = groups.survival(x);

      assertThat(cvm).isBetween(0.0, previousCvm + 1e-14);
      assertThat(ad).isBetween(0.0, previousAd + 1e-14);
      assertThat(five).isBetween(0.0, previousGroups + 1e-14);
      previousCvm = cvm;
      previousAd = ad;
      previousGroups = five;
    }
  }

  private static BrownianBridgeSquare.Law law(int points) {
    BrownianBridgeSquare square = new BrownianBridgeSquare();
    for (int i = 1; i < points; i++) {
      square.add(1.0 / points, (double) i / points, (double) (points - i) / points);
    }
    return square.law(1);
  }
}
