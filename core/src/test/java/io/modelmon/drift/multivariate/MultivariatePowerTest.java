package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.Measure;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the measures find. Seeds are fixed. */
class MultivariatePowerTest {

  private static final int TRIALS = 40;

  @ParameterizedTest
  @EnumSource(names = "PCA", mode = EnumSource.Mode.EXCLUDE) // a shift along its components
  void compare_shiftOfOneColumn_isFound(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(11);

    int found =
        found(
            measure,
            () -> {
              double[][] current = simulated.normal(200, 4);
              for (double[] row : current) {
                row[0] += 0.9;
              }
              return PooledRows.of(simulated.normal(200, 4), current);
            });

    assertThat(found).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
  }

  /** Both margins stay standard normal: no comparison of single features can see it. */
  @ParameterizedTest
  // The components of a reference without structure are any: new structure may lie along them.
  @EnumSource(names = "PCA", mode = EnumSource.Mode.EXCLUDE)
  void compare_correlationAlone_isFound(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(12);

    int found =
        found(
            measure,
            () ->
                PooledRows.of(simulated.correlated(300, 3, 0), simulated.correlated(300, 3, 0.9)));

    assertThat(found).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource
  void compare_correlationLost_isFound(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(13);

    int found =
        found(
            measure,
            () ->
                PooledRows.of(simulated.correlated(300, 3, 0.9), simulated.correlated(300, 3, 0)));

    assertThat(found).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
  }

  private static int found(RowMeasure subject, Supplier<PooledRows> rows) {
    int found = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Measure measure = subject.compare(rows.get(), new Permutations(199, trial));
      found += measure.pValue() <= 0.01 && measure.statistic() > measure.noise() ? 1 : 0;
    }
    return found;
  }
}
