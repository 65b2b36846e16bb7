package io.modelmon.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds are fixed: a test passes or fails for good. */
class MatthewsCorrelationTest {

  private static PerformanceMetric of(int classes, int[] predicted, int[] actual) {
    return MatthewsCorrelation.of(ConfusionMatrix.of(classes, predicted, actual), 0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 40})
  void of_oneClassOnOneSide_hasNoValue(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    for (int trial = 0; trial < 300; trial++) {
      int[] rows = random.ints(1000, 0, classes).toArray();
      int[] constant = new int[1000];
      Arrays.fill(constant, random.nextInt(classes));

      assertThat(of(classes, constant, rows).status()).isEqualTo(MetricStatus.ZERO_DENOMINATOR);
      assertThat(of(classes, rows, constant).status()).isEqualTo(MetricStatus.ONE_CLASS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void of_allRight_isExactlyOne(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    for (int trial = 0; trial < 300; trial++) {
      int[] rows = random.ints(random.nextInt(20, 1000), 0, classes).toArray();

      PerformanceMetric metric = of(classes, rows, rows);

      assertThat(metric.value()).isEqualTo(1);
      assertThat(metric.interval().upper()).isEqualTo(1);
    }
  }

  /** Labels in turn, each predicted as the next: three cells of the same influence. */
  @ParameterizedTest
  @ValueSource(ints = {3, 30, 300})
  void of_everyClassTakenForTheNext_isNotCertain(int rows) {
    int[] actual = new int[rows];
    int[] predicted = new int[rows];
    for (int i = 0; i < rows; i++) {
      actual[i] = i % 3;
      predicted[i] = (i + 1) % 3;
    }

    PerformanceMetric metric = of(3, predicted, actual);

    Interval interval = metric.interval();
    assertThat(metric.value()).isCloseTo(-0.5, within(1e-15));
    assertThat(interval.upper() - interval.lower()).isGreaterThan(1.0 / rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void of_randomCounts_equalsExactArithmetic(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    for (int trial = 0; trial < 100; trial++) {
      int n = random.nextInt(10, 3000);
      int[] actual = random.ints(n, 0, classes).toArray();
      int[] predicted =
          Arrays.stream(actual)
              .map(label -> random.nextInt(3) == 0 ? random.nextInt(classes) : label)
              .toArray();

      assertThat(of(classes, predicted, actual).value())
          .isCloseTo(exact(classes, predicted, actual), within(1e-14));
    }
  }

  private static double exact(int classes, int[] predicted, int[] actual) {
    long[] labels = new long[classes];
    long[] predictions = new long[classes];
    long right = 0;
    for (int i = 0; i < actual.length; i++) {
      labels[actual[i]]++;
      predictions[predicted[i]]++;
      right += predicted[i] == actual[i] ? 1 : 0;
    }
    BigInteger all = BigInteger.valueOf(actual.length).pow(2);
    BigInteger product = dot(labels, labels, all).multiply(dot(predictions, predictions, all));
    BigInteger covariance =
        dot(labels, predictions, BigInteger.valueOf(right * (long) actual.length));
    MathContext digits = new MathContext(40);
    return new BigDecimal(covariance)
        .divide(new BigDecimal(product).sqrt(digits), digits)
        .doubleValue();
  }

  private static BigInteger dot(long[] one, long[] other, BigInteger from) {
    BigInteger left = from;
    for (int i = 0; i < one.length; i++) {
      left = left.subtract(BigInteger.valueOf(one[i] * other[i]));
    }
    return left;
  }
}
