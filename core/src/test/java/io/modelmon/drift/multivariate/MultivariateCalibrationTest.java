package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.Measure;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
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

  /** Whichever side scaled the rows, its own rare values would be cut less than the other's. */
  @ParameterizedTest
  @EnumSource(names = "CLASSIFIER", mode = EnumSource.Mode.EXCLUDE) // hardly any score differs
  void pValue_rareIndicators_keepsItsLevel(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(4);

    assertLevel(
        measure, () -> PooledRows.of(simulated.rare(100, 30, 0.01), simulated.rare(100, 30, 0.01)));
  }

  /** Most scores are equal, and the normal approximation is on the safe side: 1.9 and 0 %. */
  @Test
  void classifier_rareIndicators_rejectsLessThanItsLevel() {
    SimulatedRows simulated = new SimulatedRows(4);
    int[] rejected =
        rejected(
            RowMeasure.CLASSIFIER,
            () -> PooledRows.of(simulated.rare(100, 30, 0.01), simulated.rare(100, 30, 0.01)));

    assertThat(rejected[0]).isBetween(1, 75);
    assertThat(rejected[1]).isLessThanOrEqualTo(23);
    assertThat(rejected[2]).isLessThanOrEqualTo(23);
  }

  @ParameterizedTest
  @EnumSource
  void pValue_heavyTailsOfUnequalSides_keepsItsLevel(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(5);

    assertLevel(
        measure,
        () -> PooledRows.of(simulated.heavyTailed(30, 10), simulated.heavyTailed(100, 10)));
  }

  private static void assertLevel(RowMeasure subject, Supplier<PooledRows> rows) {
    int[] rejected = rejected(subject, rows);

    assertThat(rejected[0]).isBetween(29, 75);
    assertThat(rejected[1]).isBetween(2, 23);
    assertThat(rejected[2]).isBetween(2, 23);
  }

  /** Returns how often at 5 %, at 1 % and by the noise level. */
  private static int[] rejected(RowMeasure subject, Supplier<PooledRows> rows) {
    int[] rejected = new int[3];
    for (int trial = 0; trial < TRIALS; trial++) {
      Measure measure = subject.compare(rows.get(), new Permutations(99, trial));
      rejected[0] += measure.pValue() <= 0.05 ? 1 : 0;
      rejected[1] += measure.pValue() <= 0.01 ? 1 : 0;
      rejected[2] += measure.statistic() > measure.noise() ? 1 : 0;
    }
    return rejected;
  }
}
