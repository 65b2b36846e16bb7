package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.Measure;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often identically distributed rows are told apart, every trial with its own reference.
 *
 * <p>Seeds are fixed, so the outcome is; the bounds are central 99.9 % binomial intervals at 1,000
 * trials, which the true size would leave once in a thousand seeds.
 */
class MultivariateCalibrationTest {

  private static final int TRIALS = 1_000;

  @ParameterizedTest
  @EnumSource
  void pValue_normalRows_keepsItsLevel(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(1);

    assertLevel(measure, () -> PooledRows.of(simulated.normal(60, 3), simulated.normal(40, 3)));
  }

  @ParameterizedTest
  @EnumSource
  void pValue_unequalSides_keepsItsLevel(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(2);

    assertLevel(
        measure,
        () -> PooledRows.of(simulated.correlated(100, 2, 0.9), simulated.correlated(30, 2, 0.9)));
  }

  @ParameterizedTest
  @EnumSource
  void pValue_awkwardRows_keepsItsLevel(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(3);

    assertLevel(measure, () -> PooledRows.of(simulated.awkward(50), simulated.awkward(50)));
  }

  private static void assertLevel(RowMeasure subject, Supplier<PooledRows> rows) {
    int fivePercent = 0;
    int onePercent = 0;
    int beyondNoise = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Measure measure = subject.compare(rows.get(), new Permutations(99, trial));
      fivePercent += measure.pValue() <= 0.05 ? 1 : 0;
      onePercent += measure.pValue() <= 0.01 ? 1 : 0;
      beyondNoise += measure.statistic() > measure.noise() ? 1 : 0;
    }

    assertThat(fivePercent).isBetween(29, 75);
    assertThat(onePercent).isBetween(2, 23);
    assertThat(beyondNoise).isBetween(2, 23);
  }
}
