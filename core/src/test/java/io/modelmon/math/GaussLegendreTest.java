package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 31, 200})
  void rule_polynomialOfHighestDegree_isIntegratedExactly(int order) {
    var rule = new GaussLegendre(-1, 3, order);
    int degree = Math.min(2 * order - 1, 39);
    double sum = 0;
    for (int i = 0; i < rule.order(); i++) {
      sum += rule.weight(i) * Math.pow((rule.node(i) - 1) / 2, degree - 1);
    }

    // The integral of ((x − 1)/2)^(d−1) from −1 to 3, with d − 1 even.
    assertThat(sum).isCloseTo(4.0 / degree, offset(1e-13));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void rule_nodes_ascendInsideTheInterval(int order) {
    var rule = new GaussLegendre(2, 5, order);

    double last = 2;
    for (int i = 0; i < order; i++) {
      assertThat(rule.node(i)).isGreaterThan(last).isLessThan(5);
      last = rule.node(i);
    }
  }
}
