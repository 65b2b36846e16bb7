package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.math.Interval;
import io.modelmon.performance.estimate.DirectLossEstimator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of any size: nothing throws, and what is known is finite. Seeds are fixed. */
class MagnitudesTest {

  private static final EvaluationSettings SETTINGS = EvaluationSettings.DEFAULT;
  private static final double[] LEVELS = {0.5, 0.99, 0.99995};
  private static final MathContext EXACT = new MathContext(60);

  private static PerformanceMetric find(Outcomes outcomes, MetricName name) {
    return Evaluation.evaluate(outcomes, SETTINGS).stream()
        .filter(metric -> metric.name() == name)
        .findFirst()
        .orElseThrow();
  }

  private static RegressionOutcomes withOutlier(double outlier) {
    SplittableRandom random = new SplittableRandom(1);
    double[] predicted = random.doubles(1000).toArray();
    double[] actual = random.doubles(1000).toArray();
    actual[500] = outlier;
    return RegressionOutcomes.of(predicted, actual);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e100, 1e153, 1e155, 1e200, -1e300, Double.MAX_VALUE})
  void evaluate_oneHugeLabel_keepsEveryOtherMetric(double label) {
    RegressionOutcomes rows = withOutlier(label);

    assertThat(find(rows, MetricName.MAE).value())
        .isCloseTo(Math.abs(label) / 1000, withinPercentage(1e-10));
    assertThat(find(rows, MetricName.ERROR_Q50).value()).isBetween(-0.1, 0.1);
    assertThat(find(rows, MetricName.R2).value()).isCloseTo(-1.0 / 999, within(1e-12));
    assertThat(find(rows, MetricName.MSE).status())
        .isEqualTo(Math.abs(label) > 1e154 ? MetricStatus.OVERFLOW : MetricStatus.KNOWN);
  }

  /** In exact arithmetic; the labels are far from zero, so that their mean must be exact, too. */
  @ParameterizedTest
  @ValueSource(ints = {-1000, -540, -270, 0, 270, 505, 1000})
  void evaluate_powersOfTwo_equalExactArithmetic(int exponent) {
    SplittableRandom random = new SplittableRandom(3);
    int n = 50;
    double[] predicted = new double[n];
    double[] actual = new double[n];
    for (int i = 0; i < n; i++) {
      actual[i] = Math.scalb(4 + random.nextGaussian(), exponent);
      predicted[i] = actual[i] * (1 + 0.1 * random.nextGaussian());
    }
    RegressionOutcomes rows = RegressionOutcomes.of(predicted, actual);

    BigDecimal mean = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal relative = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      BigDecimal label = new BigDecimal(actual[i]);
      BigDecimal error = new BigDecimal(predicted[i]).subtract(label);
      mean = mean.add(label.divide(BigDecimal.valueOf(n), EXACT));
      squares = squares.add(error.multiply(error, EXACT));
      BigDecimal size = label.abs().add(new BigDecimal(predicted[i]).abs());
      relative = relative.add(error.abs().divide(size, EXACT));
    }
    BigDecimal total = BigDecimal.ZERO;
    for (double label : actual) {
      BigDecimal difference = new BigDecimal(label).subtract(mean);
      total = total.add(difference.multiply(difference, EXACT));
    }
    double unexplained = squares.divide(total, EXACT).doubleValue();
    double symmetric = relative.doubleValue() * 2 / n;
    assertThat(find(rows, MetricName.R2).value()).isCloseTo(1 - unexplained, within(1e-12));
    assertThat(find(rows, MetricName.SMAPE).value()).isCloseTo(symmetric, within(1e-13));
  }

  /** Multiplying by a power of two is exact: intervals and tests must not notice. */
  @ParameterizedTest
  @ValueSource(ints = {-500, -140, 140, 340, 500})
  void compare_powersOfTwo_changeTheUnitOnly(int exponent) {
    SplittableRandom random = new SplittableRandom(5);
    RegressionOutcomes first = rows(random, 30, 1.3);
    RegressionOutcomes second = rows(random, 5, 1);
    List<MetricDifference> plain = VersionComparison.compare(first, second, SETTINGS);

    List<MetricDifference> scaled =
        VersionComparison.compare(times(first, exponent), times(second, exponent), SETTINGS);

    for (int i = 0; i < plain.size(); i++) {
      MetricName name = plain.get(i).name();
      if (name == MetricName.MAE || name == MetricName.BIAS || name == MetricName.MSE) {
        int unit = name == MetricName.MSE ? 2 * exponent : exponent;
        assertThat(scaled.get(i).pValue()).isEqualTo(plain.get(i).pValue());
        assertThat(scaled.get(i).difference())
            .isEqualTo(Math.scalb(plain.get(i).difference(), unit));
        Interval interval = plain.get(i).interval();
        assertThat(scaled.get(i).interval().lower()).isEqualTo(Math.scalb(interval.lower(), unit));
        assertThat(scaled.get(i).interval().upper()).isEqualTo(Math.scalb(interval.upper(), unit));
      }
    }
  }

  private static RegressionOutcomes rows(SplittableRandom random, int n, double spread) {
    double[] predicted = new double[n];
    double[] actual = new double[n];
    for (int i = 0; i < n; i++) {
      actual[i] = random.nextGaussian();
      predicted[i] = actual[i] + spread * random.nextGaussian();
    }
    return RegressionOutcomes.of(predicted, actual);
  }

  private static RegressionOutcomes times(RegressionOutcomes rows, int exponent) {
    double[] predicted = new double[rows.size()];
    double[] actual = new double[rows.size()];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = Math.scalb(rows.predicted(i), exponent);
      actual[i] = Math.scalb(rows.actual(i), exponent);
    }
    return RegressionOutcomes.of(predicted, actual);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e308, 1, 1e-310, Double.MIN_VALUE})
  void evaluate_relevancesOfAnySize_giveTheSameGain(double unit) {
    RankedList list = RankedList.of(new double[] {0, unit, 0, unit}, new double[] {unit});
    double ideal = 1 + 1 / log2(3) + 1 / log2(4);

    PerformanceMetric gain = find(new RankingOutcomes(List.of(list, list)), MetricName.NDCG_AT_K);

    assertThat(gain.value()).isCloseTo((1 / log2(3) + 1 / log2(5)) / ideal, within(1e-14));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void estimate_errorsThatCannotBeSquared_keepsTheirSize() {
    SplittableRandom random = new SplittableRandom(8);
    double[][] features = new double[100][1];
    double[] predicted = new double[100];
    double[] actual = new double[100];
    for (int i = 0; i < 100; i++) {
      features[i][0] = random.nextDouble();
      actual[i] = 1e160 * random.nextDouble();
    }

    DirectLossEstimator fitted = DirectLossEstimator.fit(features, predicted, actual);
    List<PerformanceMetric> estimates =
        DirectLossEstimator.of(fitted.learned()).estimate(features, predicted, 0.95);

    assertThat(estimates.get(0).value()).isBetween(0.3e160, 0.7e160);
    assertThat(estimates.get(0).interval().known()).isTrue();
    assertThat(estimates.get(1).status()).isEqualTo(MetricStatus.OVERFLOW);
    assertThat(estimates.get(2).status()).isEqualTo(MetricStatus.OVERFLOW);
  }

  /** Whatever is known is finite, and intervals hold their value, but for the calibration error. */
  @Test
  void evaluate_anyMagnitude_knowsFiniteFiguresOnly() {
    SplittableRandom random = new SplittableRandom(11);
    for (int trial = 0; trial < 2_000; trial++) {
      Outcomes first = outcomes(trial % 4, random);
      Outcomes second = outcomes(trial % 4, random);
      List<PerformanceMetric> metrics = new ArrayList<>();
      metrics.addAll(Evaluation.evaluate(first, SETTINGS.withLevel(LEVELS[trial % 3])));
      metrics.addAll(Evaluation.evaluateInOrder(first, SETTINGS));
      metrics.forEach(MagnitudesTest::check);
      VersionComparison.compare(first, second, SETTINGS).forEach(MagnitudesTest::check);
      VersionComparison.compareInOrder(first, second, SETTINGS).forEach(MagnitudesTest::check);
    }
  }

  private static void check(PerformanceMetric metric) {
    assertThat(Double.isFinite(metric.value())).as("%s", metric).isEqualTo(metric.known());
    if (metric.interval().known()) {
      assertThat(metric.known()).as("%s", metric).isTrue();
      check(metric.interval(), metric);
      if (metric.name() != MetricName.ECE) {
        assertThat(metric.value())
            .as("%s", metric)
            .isBetween(metric.interval().lower(), metric.interval().upper());
      }
    }
  }

  private static void check(MetricDifference difference) {
    boolean known = difference.status() == MetricStatus.KNOWN;
    assertThat(Double.isFinite(difference.difference())).as("%s", difference).isEqualTo(known);
    if (difference.interval().known()) {
      check(difference.interval(), difference);
    }
    assertThat(difference.pValue() < 0 || difference.pValue() > 1).as("%s", difference).isFalse();
  }

  private static void check(Interval interval, Object of) {
    assertThat(Double.isFinite(interval.lower()) && Double.isFinite(interval.upper()))
        .as("%s", of)
        .isTrue();
    assertThat(interval.lower()).as("%s", of).isLessThanOrEqualTo(interval.upper());
  }

  private static Outcomes outcomes(int kind, SplittableRandom random) {
    int n = random.nextInt(4) == 0 ? random.nextInt(6, 60) : random.nextInt(6);
    int shared = random.nextInt(-1074, 1024);
    boolean constant = random.nextInt(5) == 0;
    double[] values = new double[3 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = constant && i > 0 ? values[0] : value(random, shared);
    }
    double[] probabilities =
        Arrays.stream(values).map(value -> Math.min(1, Math.abs(value))).toArray();
    int[] predicted = classes(random, n, kind == 1 ? 2 : 3);
    int[] actual = random.nextInt(5) == 0 ? predicted : classes(random, n, kind == 1 ? 2 : 3);
    return switch (kind) {
      case 0 ->
          RegressionOutcomes.of(Arrays.copyOf(values, n), Arrays.copyOfRange(values, n, 2 * n));
      case 1 ->
          ClassificationOutcomes.binary(
              1,
              predicted,
              actual,
              Arrays.copyOf(random.nextBoolean() ? values : probabilities, n));
      case 2 ->
          ClassificationOutcomes.multiclass(
              3, predicted, actual, random.nextBoolean() ? values : probabilities);
      default -> lists(values, n);
    };
  }

  private static double value(SplittableRandom random, int shared) {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE;
      case 3 -> Double.MIN_VALUE;
      case 4, 5 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1074, 1024));
      case 6 -> random.nextDouble();
      default -> Math.scalb(random.nextDouble(-1, 1), shared);
    };
  }

  private static int[] classes(SplittableRandom random, int n, int classes) {
    int among = random.nextInt(1, classes + 1);
    return random.ints(n, 0, among).toArray();
  }

  private static RankingOutcomes lists(double[] values, int n) {
    List<RankedList> lists = new ArrayList<>();
    double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
    for (int i = 0; i < n; i++) {
      double missed = sizes[2 * n + i];
      lists.add(
          RankedList.of(
              Arrays.copyOfRange(sizes, i, i + n),
              missed > 0 ? new double[] {missed} : new double[0]));
    }
    return new RankingOutcomes(lists);
  }
}
