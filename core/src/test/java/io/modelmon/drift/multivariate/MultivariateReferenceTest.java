package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.drift.Measure;
import io.modelmon.reference.ReferenceTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statistic against values recorded from scikit-learn, SciPy and R; see {@code
 * src/test/reference/multivariate}.
 */
class MultivariateReferenceTest {

  private static final Permutations FEW = new Permutations(99, 1);
  private static final List<ReferenceTable.Row> ROWS = ReferenceTable.read("multivariate/rows.csv");

  /** Rows of both sides beside what another file says about them. */
  record Case(ReferenceTable.Row rows, ReferenceTable.Row expected) {
    PooledRows pooled() {
      return PooledRows.unscaled(side("reference"), side("current"));
    }

    double[][] side(String column) {
      return reshape(rows.numbers(column), (int) rows.number("columns"));
    }

    @Override
    public String toString() {
      return rows.toString();
    }
  }

  static List<Case> mmd() {
    return ROWS.stream().map(row -> new Case(row, row)).toList();
  }

  static List<Case> energy() {
    return beside("multivariate/energy.csv");
  }

  static List<Case> fourier() {
    return beside("multivariate/fourier.csv");
  }

  static List<Case> pca() {
    return beside("multivariate/pca.csv");
  }

  static List<ReferenceTable.Row> areas() {
    return ReferenceTable.read("multivariate/areas.csv");
  }

  static List<ReferenceTable.Row> scales() {
    return ReferenceTable.read("multivariate/scales.csv");
  }

  private static List<Case> beside(String file) {
    return ReferenceTable.read(file).stream()
        .map(
            expected ->
                new Case(
                    ROWS.stream()
                        .filter(row -> row.text("case").equals(expected.text("case")))
                        .findFirst()
                        .orElseThrow(),
                    expected))
        .toList();
  }

  @ParameterizedTest
  @MethodSource
  void mmd(Case recorded) {
    Measure measure = MaximumMeanDiscrepancy.compare(recorded.pooled(), FEW);

    assertClose(measure.statistic(), recorded.expected().number("mmd"));
  }

  @ParameterizedTest
  @MethodSource
  void energy(Case recorded) {
    PooledRows rows = recorded.pooled();
    double n = rows.referenceRows();
    double m = rows.currentRows();

    Measure measure = MultivariateEnergy.compare(rows, FEW);

    assertClose(measure.statistic() * n * m / (n + m), recorded.expected().number("etest"));
  }

  @ParameterizedTest
  @MethodSource
  void fourier(Case recorded) {
    double[][] frequencies =
        reshape(
            recorded.expected().numbers("frequencies"), (int) recorded.rows().number("columns"));

    Measure measure = FourierMeanDiscrepancy.compare(recorded.pooled(), FEW, frequencies);

    assertClose(measure.statistic(), recorded.expected().number("mmd_rff"));
  }

  @ParameterizedTest
  @MethodSource
  void pca(Case recorded) {
    PrincipalComponents components =
        PrincipalComponents.fit(recorded.side("reference"), PcaReconstruction.EXPLAINED);

    assertThat(components.components()).isEqualTo((int) recorded.expected().number("components"));
    assertClose(
        meanError(components, recorded.side("reference")),
        recorded.expected().number("reference_error"));
    assertClose(
        meanError(components, recorded.side("current")),
        recorded.expected().number("current_error"));
  }

  private static double meanError(PrincipalComponents components, double[][] rows) {
    return Arrays.stream(rows).mapToDouble(components::reconstructionError).average().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource
  void areas(ReferenceTable.Row row) {
    AreaUnderCurve area = AreaUnderCurve.of(row.numbers("negatives"), row.numbers("positives"));

    assertClose(area.value(), row.number("area"));
    assertClose(area.variance(), row.number("delong"));
    double z = (area.value() - 0.5) / Math.sqrt(area.nullVariance());
    assertClose(Erf.erfc(z / Math.sqrt(2)) / 2, row.number("p"));
  }

  @ParameterizedTest
  @MethodSource
  void scales(ReferenceTable.Row row) {
    double[][] rows =
        Arrays.stream(row.numbers("values"))
            .mapToObj(value -> new double[] {value})
            .toArray(double[][]::new);

    double scaled = RowScaler.fit(rows).scaled(row.number("probe"), 0);

    assertClose(scaled, row.number("scaled"));
  }

  /** The estimate is unbiased for the kernel: its mean over frequencies is the exact one. */
  @ParameterizedTest
  @MethodSource("mmd")
  void fourier_manyFrequencies_approachesTheExactKernel(Case recorded) {
    PooledRows rows = recorded.pooled();
    PairSums distances = PairSums.squaredDistances(rows);
    double squaredBandwidth = distances.median() > 0 ? distances.median() : distances.mean();
    SplittableRandom random = new SplittableRandom(3);
    double[][] frequencies =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    random
                        .doubles(rows.columns())
                        .map(unused -> random.nextGaussian() / Math.sqrt(squaredBandwidth))
                        .toArray())
            .toArray(double[][]::new);

    Measure measure = FourierMeanDiscrepancy.compare(rows, FEW, frequencies);

    // The mean of 20,000 terms of size at most 4: seven standard errors are below 0.1.
    assertThat(measure.statistic()).isCloseTo(recorded.expected().number("mmd"), within(0.1));
  }

  private static double[][] reshape(double[] values, int columns) {
    return IntStream.range(0, values.length / columns)
        .mapToObj(i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns))
        .toArray(double[][]::new);
  }

  /** 1e-9 relative; absolute at 1e-14, as sums of terms of size 1 cancel. */
  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-14 + 1e-9 * Math.abs(expected)));
  }
}
