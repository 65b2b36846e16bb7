package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.drift.SampleSizes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every measure promises at the edges, and the laws that all of them keep. */
class MultivariateContractTest {

  private static final Permutations PERMUTATIONS = new Permutations(99, 5);

  @ParameterizedTest
  @EnumSource
  void compare_noneOrOneRow_hasTooFewSamples(RowMeasure measure) {
    double[][] rows = new SimulatedRows(1).normal(50, 3);

    for (int few = 0; few < 2; few++) {
      double[][] part = Arrays.copyOf(rows, few);
      assertUndefined(measure, PooledRows.of(rows, part), DriftStatus.TOO_FEW_SAMPLES);
      assertUndefined(measure, PooledRows.of(part, rows), DriftStatus.TOO_FEW_SAMPLES);
      assertUndefined(measure, PooledRows.of(part, part), DriftStatus.TOO_FEW_SAMPLES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_allRowsEqual_isNotApplicable(RowMeasure measure) {
    double[][] rows = new double[60][];
    Arrays.fill(rows, new double[] {3, -1, Double.NaN});

    assertUndefined(measure, PooledRows.of(rows, rows), DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource(names = "PCA", mode = EnumSource.Mode.EXCLUDE)
  void compare_constantReference_seesTheOtherValues(RowMeasure measure) {
    double[][] constant = new double[60][];
    Arrays.fill(constant, new double[] {3, 8});
    double[][] current = new SimulatedRows(2).normal(60, 2);

    Measure result = measure.compare(PooledRows.of(constant, current), PERMUTATIONS);

    assertThat(result.pValue()).isLessThanOrEqualTo(0.01);
    assertThat(result.statistic()).isGreaterThan(result.noise());
  }

  @Test
  void pca_constantReference_isNotApplicable() {
    double[][] constant = new double[60][];
    Arrays.fill(constant, new double[] {3, 8});

    assertUndefined(
        RowMeasure.PCA,
        PooledRows.of(constant, new SimulatedRows(2).normal(60, 2)),
        DriftStatus.NOT_APPLICABLE);
  }

  /** Both sides scaled together leave next to nothing of the reference. */
  @ParameterizedTest
  @EnumSource
  void compare_windowOfOtherMagnitude_isFound(RowMeasure measure) {
    for (double factor : new double[] {1e8, 1e61, 1e80, 1e81, 1e160, 1e300}) {
      SimulatedRows simulated = new SimulatedRows(6);
      double[][] current = simulated.normal(60, 3);
      for (double[] row : current) {
        Arrays.setAll(row, i -> row[i] * factor);
      }

      Measure result =
          measure.compare(PooledRows.of(simulated.normal(60, 3), current), PERMUTATIONS);

      assertThat(result.status()).as("%s", factor).isEqualTo(DriftStatus.OK);
      assertThat(result.statistic()).isGreaterThan(result.noise());
      assertThat(result.pValue()).isLessThanOrEqualTo(0.01);
    }
  }

  /** The one odd row is on one side or the other, so that nothing is less likely than one half. */
  @ParameterizedTest
  @EnumSource(names = {"MMD", "MMD_RFF", "ENERGY"})
  void compare_oneOddRow_isNoDrift(RowMeasure measure) {
    double[][] rows = new double[20][];
    Arrays.fill(rows, new double[] {1, 2});
    double[][] odd = rows.clone();
    odd[7] = new double[] {4, -3};

    for (int seed = 0; seed < 200; seed++) {
      Measure result = measure.compare(PooledRows.of(odd, rows), new Permutations(199, seed));
      assertThat(result.pValue()).isGreaterThan(0.3);
    }
  }

  @Test
  void pca_oneColumn_isNotApplicable() {
    SimulatedRows simulated = new SimulatedRows(3);

    assertUndefined(
        RowMeasure.PCA,
        PooledRows.of(simulated.normal(40, 1), simulated.normal(40, 1)),
        DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource
  void compare_withoutColumns_saysNothing(RowMeasure measure) {
    double[][] rows = new double[60][0];

    assertUndefined(measure, PooledRows.of(rows, rows), DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource
  void compare_anyRows_staysInRangeAndDefined(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(4);
    for (int round = 0; round < 20; round++) {
      PooledRows rows = PooledRows.of(simulated.awkward(30 + round), simulated.awkward(40));

      Measure result = measure.compare(rows, PERMUTATIONS);

      assertThat(result.status()).isEqualTo(DriftStatus.OK);
      assertThat(result.statistic()).isFinite();
      assertThat(result.noise()).isFinite();
      assertThat(result.sizes()).isEqualTo(SampleSizes.independent(30 + round, 40));
      double least = measure == RowMeasure.CLASSIFIER ? 0 : 0.01;
      assertThat(result.pValue()).isBetween(least, 1.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_sameSeed_givesTheSame(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(5);
    PooledRows rows = PooledRows.of(simulated.normal(40, 3), simulated.normal(30, 3));

    Measure first = measure.compare(rows, PERMUTATIONS);
    Measure second = measure.compare(rows, PERMUTATIONS);

    assertThat(second).isEqualTo(first);
  }

  /** Units of columns are the application's choice. */
  @ParameterizedTest
  @EnumSource
  void compare_columnsInOtherUnits_givesTheSame(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(6);
    double[][] reference = simulated.normal(60, 3);
    double[][] current = simulated.correlated(40, 3, 0.5);

    Measure before = measure.compare(PooledRows.of(reference, current), PERMUTATIONS);
    for (double[][] side : new double[][][] {reference, current}) {
      for (double[] row : side) {
        row[0] = row[0] * 1024 + 4096; // exact in binary
        row[2] = row[2] / 65536;
      }
    }
    Measure after = measure.compare(PooledRows.of(reference, current), PERMUTATIONS);

    assertThat(after.statistic()).isCloseTo(before.statistic(), within(1e-9));
    assertThat(after.pValue()).isCloseTo(before.pValue(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(names = {"MMD", "ENERGY"}) // the others treat the sides differently
  void compare_sidesSwapped_givesTheSameStatistic(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(7);
    double[][] one = simulated.normal(40, 3);
    double[][] other = simulated.normal(25, 3);

    Measure there = measure.compare(PooledRows.unscaled(one, other), PERMUTATIONS);
    Measure back = measure.compare(PooledRows.unscaled(other, one), PERMUTATIONS);

    assertThat(there.statistic()).isCloseTo(back.statistic(), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(names = "CLASSIFIER", mode = EnumSource.Mode.EXCLUDE)
  void pValue_farApart_isTheLeastThatPermutationsGive(RowMeasure measure) {
    SimulatedRows simulated = new SimulatedRows(8);
    double[][] current = simulated.normal(40, 3);
    for (double[] row : current) {
      row[0] = -row[1] + 5;
    }
    PooledRows rows = PooledRows.of(simulated.correlated(60, 3, 0.99), current);

    assertThat(measure.compare(rows, new Permutations(99, 1)).pValue()).isEqualTo(0.01);
    assertThat(measure.compare(rows, new Permutations(999, 1)).pValue()).isEqualTo(0.001);
  }

  @Test
  void classifier_separableRows_hasAreaOneAndAnHonestInterval() {
    SimulatedRows simulated = new SimulatedRows(9);
    double[][] current = simulated.normal(50, 2);
    for (double[] row : current) {
      row[0] += 100;
    }

    Measure measure =
        RowMeasure.CLASSIFIER.compare(
            PooledRows.of(simulated.normal(50, 2), current), PERMUTATIONS);

    assertThat(measure.statistic()).isEqualTo(1);
    assertThat(measure.pValue()).isLessThan(1e-9);
    assertThat(measure.interval().upper()).isEqualTo(1);
    // 40 scored pairs in order: 0.025^(1/40).
    assertThat(measure.interval().lower()).isCloseTo(0.911903, within(1e-6));
  }

  @Test
  void rows_thatDoNotFit_areRejected() {
    double[][] two = {{1, 2}, {3, 4}};
    double[][] three = {{1, 2, 3}};

    assertThatThrownBy(() -> PooledRows.of(two, three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2 has 3");
    assertThatThrownBy(() -> PooledRows.of(two, two, RowScaler.fit(three)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 values");
    assertThatThrownBy(() -> PooledRows.unscaled(two, new double[][] {{1, Double.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2 has NaN");
    assertThatThrownBy(() -> new Permutations(98, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 98");
    assertThatThrownBy(() -> new RowScaler(new double[1], new double[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static void assertUndefined(RowMeasure subject, PooledRows rows, DriftStatus status) {
    Measure measure = subject.compare(rows, PERMUTATIONS);

    assertThat(measure.status()).isEqualTo(status);
    assertThat(measure.statistic()).isNaN();
    assertThat(measure.pValue()).isNaN();
    assertThat(measure.noise()).isNaN();
  }
}
