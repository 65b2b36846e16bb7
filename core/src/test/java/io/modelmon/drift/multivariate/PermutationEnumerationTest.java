package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.drift.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * P-values by random exchanges against those by all divisions of ten rows.
 *
 * <p>Seeds are fixed. Bounds are four standard errors of the p-value, which one seed in 16,000
 * would cross.
 */
class PermutationEnumerationTest {

  private static final int ROWS = 10;
  private static final Permutations EXCHANGES = new Permutations(9_999, 6);
  private static final Permutations LEAST = new Permutations(99, 1);

  @ParameterizedTest
  @CsvSource({"5, 0", "5, 1", "5, 3", "4, 0.5", "6, 2"})
  void mmd_allDivisions_givesTheirPValue(int reference, double shift) {
    double[][] rows = rows(shift, reference);

    assertEnumerated(
        reference,
        MaximumMeanDiscrepancy.compare(divided(rows, first(reference)), EXCHANGES),
        part -> MaximumMeanDiscrepancy.compare(divided(rows, part), LEAST).statistic());
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "5, 1", "5, 3", "4, 0.5", "6, 2"})
  void fourier_allDivisions_givesTheirPValue(int reference, double shift) {
    double[][] rows = rows(shift, reference);
    double[][] frequencies = new SimulatedRows(3).normal(64, 2);

    assertEnumerated(
        reference,
        FourierMeanDiscrepancy.compare(divided(rows, first(reference)), EXCHANGES, frequencies),
        part ->
            FourierMeanDiscrepancy.compare(divided(rows, part), LEAST, frequencies).statistic());
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "5, 1", "5, 3", "4, 0.5", "6, 2"})
  void energy_allDivisions_givesTheirPValue(int reference, double shift) {
    double[][] rows = rows(shift, reference);

    assertEnumerated(
        reference,
        MultivariateEnergy.compare(divided(rows, first(reference)), EXCHANGES),
        part -> MultivariateEnergy.compare(divided(rows, part), LEAST).statistic());
  }

  /** Half of twice as many reference rows are fitted; which ones, the statistic tells. */
  @ParameterizedTest
  @CsvSource({"5, 0", "5, 1", "5, 3", "4, 0.5", "6, 2"})
  void pca_allDivisions_givesTheirPValue(int compared, double shift) {
    double[][] reference = new SimulatedRows(21).correlated(2 * compared, 3, 0.9);
    double[][] current = new SimulatedRows(22).normal(ROWS - compared, 3);
    for (double[] row : current) {
      row[1] = row[0] + shift * row[1];
    }

    Measure measure = PcaReconstruction.compare(PooledRows.unscaled(reference, current), EXCHANGES);

    double[] errors = errors(reference, current, measure.statistic());
    assertEnumerated(
        compared, measure, part -> Math.abs(mean(errors, part) - mean(errors, others(part))));
  }

  private static double[] errors(double[][] reference, double[][] current, double statistic) {
    int half = reference.length / 2;
    List<double[]> found = new ArrayList<>();
    for (int[] fitted : subsets(reference.length, half)) {
      PrincipalComponents components =
          PrincipalComponents.fit(pick(reference, fitted), PcaReconstruction.EXPLAINED);
      double[][] rows =
          Arrays.copyOf(pick(reference, without(reference.length, fitted)), half + current.length);
      System.arraycopy(current, 0, rows, half, current.length);
      double[] errors = Arrays.stream(rows).mapToDouble(components::reconstructionError).toArray();
      int[] heldOut = first(half);
      double difference = Math.abs(mean(errors, heldOut) - mean(errors, others(heldOut)));
      if (Math.abs(difference - statistic) <= 1e-12) {
        found.add(errors);
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static void assertEnumerated(
      int reference, Measure measure, ToDoubleFunction<int[]> statistic) {
    double observed = statistic.applyAsDouble(first(reference));
    List<int[]> divisions = subsets(ROWS, reference);
    double atLeast = 0;
    for (int[] division : divisions) {
      atLeast += statistic.applyAsDouble(division) >= observed - 1e-12 ? 1 : 0;
    }
    double p = atLeast / divisions.size();
    double standardError = Math.sqrt(p * (1 - p) / EXCHANGES.count());
    double least = 1.0 / (EXCHANGES.count() + 1);

    assertThat(measure.statistic()).isCloseTo(observed, within(1e-12));
    assertThat(measure.pValue())
        .isGreaterThanOrEqualTo(least)
        .isCloseTo(p, within(least + 4 * standardError));
  }

  /** Rounded, so that there are ties. */
  private static double[][] rows(double shift, int reference) {
    SplittableRandom random = new SplittableRandom(20);
    double[][] rows = new double[ROWS][2];
    for (int i = 0; i < ROWS; i++) {
      rows[i][0] = Math.rint(2 * random.nextGaussian()) / 2 + (i < reference ? 0 : shift);
      rows[i][1] = Math.rint(2 * random.nextGaussian()) / 2;
    }
    return rows;
  }

  private static PooledRows divided(double[][] rows, int[] reference) {
    return PooledRows.unscaled(pick(rows, reference), pick(rows, others(reference)));
  }

  private static double[][] pick(double[][] rows, int[] members) {
    return Arrays.stream(members).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  private static double mean(double[] values, int[] members) {
    return Arrays.stream(members).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static int[] first(int count) {
    int[] first = new int[count];
    Arrays.setAll(first, i -> i);
    return first;
  }

  private static int[] others(int[] members) {
    return without(ROWS, members);
  }

  private static int[] without(int count, int[] members) {
    return Arrays.stream(first(count))
        .filter(i -> Arrays.stream(members).noneMatch(member -> member == i))
        .toArray();
  }

  private static List<int[]> subsets(int count, int size) {
    List<int[]> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << count; bits++) {
      if (Integer.bitCount(bits) == size) {
        int chosen = bits;
        subsets.add(Arrays.stream(first(count)).filter(i -> (chosen >> i & 1) == 1).toArray());
      }
    }
    return subsets;
  }
}
