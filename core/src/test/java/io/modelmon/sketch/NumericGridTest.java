package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class NumericGridTest {

  @Test
  void cellOf_manyShapesOfEdges_equalsCountOfEdgesNotAbove() {
    Random random = new Random(1);
    checkAll(random::nextDouble, 1023);
    checkAll(random::nextGaussian, 777);
    checkAll(() -> Math.exp(4 * random.nextGaussian()), 1023);
    checkAll(() -> 1e9 + random.nextGaussian(), 1023);
    checkAll(() -> random.nextInt(40), 1023);
    checkAll(() -> random.nextGaussian() * 1e-310, 200);
    checkAll(() -> random.nextGaussian() * 1e307, 1000);
    checkAll(() -> Math.tan(Math.PI * (random.nextDouble() - 0.5)), 1000);
    checkAll(() -> 5, 1);
  }

  private static void checkAll(DoubleSupplier values, int count) {
    double[] edges = new double[count];
    Arrays.setAll(edges, i -> values.getAsDouble());
    edges = Arrays.stream(edges).distinct().sorted().toArray();
    NumericGrid grid = NumericGrid.of(edges);
    for (double edge : edges) {
      check(grid, edges, edge);
      check(grid, edges, Math.nextUp(edge));
      check(grid, edges, Math.nextDown(edge));
    }
    for (int i = 0; i < 5_000; i++) {
      check(grid, edges, values.getAsDouble());
    }
    for (double extreme :
        new double[] {0, -0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e300}) {
      check(grid, edges, extreme);
    }
    check(grid, edges, Double.POSITIVE_INFINITY);
    check(grid, edges, Double.NEGATIVE_INFINITY);
  }

  private static void check(NumericGrid grid, double[] edges, double value) {
    int expected = 0;
    for (double edge : edges) {
      if (edge <= value) {
        expected++;
      }
    }
    assertThat(grid.cellOf(value)).as("cell of %s", value).isEqualTo(expected);
  }

  @Test
  void cellOf_noEdges_isTheOnlyCell() {
    NumericGrid grid = NumericGrid.of();

    assertThat(grid.cells()).isEqualTo(1);
    assertThat(grid.cellOf(-1e300)).isZero();
    assertThat(grid.cellOf(7)).isZero();
  }

  @Test
  void of_badEdges_statesRuleAndValue() {
    assertThatThrownBy(() -> NumericGrid.of(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ascending")
        .hasMessageContaining("edge 1");
    assertThatThrownBy(() -> NumericGrid.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NumericGrid.of(new double[1024]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024");
  }
}
