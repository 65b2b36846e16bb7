package io.modelmon.performance.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.Evaluation;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceBasedEstimatorTest {

  private static final int WINDOWS = 2000;
  private static final int ROWS = 500;

  /**
   * Windows of a stationary stream: the interval must hold the realised figure in 93–97 % of them.
   * Of 2,000 windows at 95 % fewer than 93 % or more than 97 % happen once in 20,000 seeds.
   */
  @Test
  void estimate_stationaryScoresOutOfCalibration_coversRealisedFigure() {
    SplittableRandom random = new SplittableRandom(9);
    Map<MetricName, int[]> held = new EnumMap<>(MetricName.class);
    ConfidenceBasedEstimator estimator = fitted(random, 2);
    for (int window = 0; window < WINDOWS; window++) {
      if (window % 100 == 0) {
        estimator = fitted(random, 2);
      }
      count(held, estimator, Drawn.of(random, ROWS, 2, 0));
    }

    assertThat(held).hasSize(6);
    held.forEach(
        (name, counts) ->
            assertThat((double) counts[0] / counts[1]).as(name.id()).isBetween(0.93, 0.97));
  }

  private static ConfidenceBasedEstimator fitted(SplittableRandom random, double factor) {
    Drawn reference = Drawn.of(random, 5000, factor, 0);
    return ConfidenceBasedEstimator.fit(reference.scores, reference.labels);
  }

  private static void count(
      Map<MetricName, int[]> held, ConfidenceBasedEstimator estimator, Drawn window) {
    List<PerformanceMetric> realised = window.realised();
    for (PerformanceMetric estimate : estimator.estimate(window.scores, window.predicted, 0.95)) {
      double value =
          realised.stream()
              .filter(metric -> metric.name() == estimate.name())
              .findFirst()
              .orElseThrow()
              .value();
      int[] counts = held.computeIfAbsent(estimate.name(), name -> new int[2]);
      counts[0] +=
          value >= estimate.interval().lower() && value <= estimate.interval().upper() ? 1 : 0;
      counts[1]++;
    }
  }

  /** Labels that turn against the score are not foreseen: the gap is what reveals the change. */
  @Test
  void estimate_conceptDrift_liesBeyondBothIntervals() {
    SplittableRandom random = new SplittableRandom(4);
    ConfidenceBasedEstimator estimator = fitted(random, 1);
    Drawn drifted = Drawn.of(random, 1000, 1, 1.2);

    PerformanceMetric estimate = estimator.estimate(drifted.scores, drifted.predicted, 0.95).get(0);
    PerformanceMetric realised = drifted.realised().get(0);

    assertThat(estimate.name()).isEqualTo(MetricName.ACCURACY);
    assertThat(realised.interval().upper()).isLessThan(estimate.interval().lower());
  }

  @Test
  void estimate_nothingPredictedPositive_isUndefinedWithReason() {
    ConfidenceBasedEstimator estimator =
        ConfidenceBasedEstimator.of(ScoreCalibration.NONE, 20, List.of());

    List<PerformanceMetric> estimates =
        estimator.estimate(new double[] {0.1, 0.3}, new boolean[2], 0.95);

    assertThat(estimator.calibrated()).isFalse();
    assertThat(estimates.get(1).status()).isEqualTo(MetricStatus.NO_POSITIVE_PREDICTION);
    assertThat(estimates.get(0).value()).isEqualTo(0.8);
    assertThat(estimator.estimate(new double[0], new boolean[0], 0.95))
        .allMatch(metric -> metric.status() == MetricStatus.NO_ROWS);
  }

  @Test
  void fit_scoreBeyondOne_isRefused() {
    assertThatThrownBy(() -> ConfidenceBasedEstimator.fit(new double[] {1.5}, new boolean[] {true}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
  }

  /** Scores that are far too high, as one positive row in five hundred shows, but not how far. */
  @Test
  void fit_fewRowsOfOneClass_isRefused() {
    double[] scores = new SplittableRandom(5).doubles(4_000).toArray();
    boolean[] labels = new boolean[4_000];
    Arrays.fill(labels, 0, 9, true);
    boolean[] others = new boolean[4_000];
    Arrays.fill(others, 9, 4_000, true);

    assertThatThrownBy(() -> ConfidenceBasedEstimator.fit(scores, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 10 rows of either class, were 9");
    assertThatThrownBy(() -> ConfidenceBasedEstimator.fit(scores, others))
        .hasMessageContaining("were 9");
    labels[9] = true;
    ConfidenceBasedEstimator estimator = ConfidenceBasedEstimator.fit(scores, labels);
    boolean[] predicted = new boolean[4_000];
    Arrays.fill(predicted, true);
    assertThat(estimator.estimate(scores, predicted, 0.95).get(1).value())
        .isCloseTo(10.0 / 4_000, within(1e-12));
  }

  @Test
  void fit_directLossOfFewRows_isRefused() {
    assertThatThrownBy(
            () -> DirectLossEstimator.fit(new double[1][1], new double[1], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 40");
  }

  /** Rows whose labels follow the score, or its logit less some drift. */
  private static final class Drawn {

    final double[] scores;
    final boolean[] labels;
    final boolean[] predicted;

    Drawn(int n) {
      scores = new double[n];
      labels = new boolean[n];
      predicted = new boolean[n];
    }

    static Drawn of(SplittableRandom random, int n, double factor, double drift) {
      Drawn drawn = new Drawn(n);
      for (int i = 0; i < n; i++) {
        double logit = 1.5 * random.nextGaussian();
        drawn.labels[i] = random.nextDouble() < 1 / (1 + Math.exp(drift * 2 - logit));
        drawn.scores[i] = 1 / (1 + Math.exp(-factor * logit));
        drawn.predicted[i] = drawn.scores[i] >= 0.4;
      }
      return drawn;
    }

    List<PerformanceMetric> realised() {
      int n = scores.length;
      int[] actual = new int[n];
      int[] decided = new int[n];
      for (int i = 0; i < n; i++) {
        actual[i] = labels[i] ? 1 : 0;
        decided[i] = predicted[i] ? 1 : 0;
      }
      return Evaluation.evaluate(
          ClassificationOutcomes.binary(1, decided, actual, scores), EvaluationSettings.DEFAULT);
    }
  }
}
