package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The bandwidth from random pairs is that from all: the mean of many draws is the exact measure.
 */
class FourierBandwidthTest {

  private static final int DRAWS = 40;

  @Test
  void compare_anyScale_isOnAverageTheExactMeasure() {
    for (double scale : new double[] {1e-3, 1, 50}) {
      double[][] reference = new SimulatedRows(1).normal(80, 3);
      double[][] current = new SimulatedRows(2).normal(60, 3);
      for (int i = 0; i < reference.length; i++) {
        scale(reference[i], scale, 0);
      }
      for (int i = 0; i < current.length; i++) {
        scale(current[i], scale, scale);
      }

      assertOnAverageExact(PooledRows.unscaled(reference, current));
    }
  }

  /** Most pairs do not differ at all: the median is 0, and the mean takes its place. */
  @Test
  void compare_mostRowsEqual_isOnAverageTheExactMeasure() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] reference = new double[80][];
    double[][] current = new double[60][];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = new double[] {i % 8 == 0 ? random.nextDouble() : 0};
    }
    for (int i = 0; i < current.length; i++) {
      current[i] = new double[] {i % 3 == 0 ? 5 : 0};
    }

    assertOnAverageExact(PooledRows.unscaled(reference, current));
  }

  /** Frequencies are random; the standard error of the mean is 2 %. */
  private static void assertOnAverageExact(PooledRows rows) {
    double exact = MaximumMeanDiscrepancy.compare(rows, new Permutations(99, 1)).statistic();
    double mean = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      mean += FourierMeanDiscrepancy.compare(rows, new Permutations(99, seed)).statistic() / DRAWS;
    }

    assertThat(exact).isGreaterThan(0.1);
    assertThat(mean).isCloseTo(exact, within(0.1 * exact));
  }

  private static void scale(double[] row, double scale, double shift) {
    for (int i = 0; i < row.length; i++) {
      row[i] = row[i] * scale + shift;
    }
  }
}
