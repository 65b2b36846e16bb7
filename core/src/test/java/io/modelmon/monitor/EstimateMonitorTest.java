package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Evidence;
import io.modelmon.config.PredictionConfig;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.TaskType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates in the monitor. All seeds are fixed: a test passes or fails for good. */
class EstimateMonitorTest {

  private static final int WINDOW = 500;
  private static final List<String> CLASSES = List.of("low", "mid", "high");
  private static final String POLICY =
      "window: { predictions: 500 }\nperformance: { min_labels: 200 }\n";

  @TempDir private Path folder;

  private final SplittableRandom random = new SplittableRandom(11);
  private long nextId;

  @Test
  void estimate_windowOfScores_isThereBeforeAnyLabel() throws IOException {
    LabelFixture fixture = binary("");

    List<Boolean> labels = predict(fixture, WINDOW, 0);
    EstimateSnapshot estimate = estimate(fixture);

    assertThat(estimate.window()).isEqualTo(1);
    assertThat(estimate.reliable()).isTrue();
    PerformanceMetric accuracy = LabelFixture.metric(estimate.metrics(), MetricName.ACCURACY);
    assertThat(accuracy.n()).isEqualTo(WINDOW);
    assertThat(holds(accuracy, accuracy(labels))).isTrue();
    assertThat(LabelFixture.metric(estimate.trained(), MetricName.ACCURACY).value())
        .isCloseTo(accuracy.value(), within(0.08));
    assertThat(fixture.performance()).isNull();
    assertThat(fixture.log).isEmpty();
  }

  @Test
  void alerts_ofEstimates_haveTheReferenceBesideThem() throws IOException {
    LabelFixture fixture =
        binary(
            """
            alerts:
              - { name: surely, when: estimated.accuracy < 0.99 }
              - { name: perhaps, when: estimated.accuracy < 0.01 }
              - { name: half, when: not estimated.accuracy down 50% }
            """);
    List<AlertNotice> told = new ArrayList<>();
    fixture.monitor.tellAlertsTo(told::addAll);

    predict(fixture, WINDOW, 0);
    EstimateSnapshot estimate = estimate(fixture);

    assertThat(told).extracting(notice -> notice.key().rule()).containsExactly("surely", "half");
    Evidence surely = told.get(0).subjects().get(0).evidence().get(0);
    PerformanceMetric accuracy = LabelFixture.metric(estimate.metrics(), MetricName.ACCURACY);
    assertThat(surely.value()).isEqualTo(accuracy.value());
    assertThat(surely.interval().level()).isEqualTo(0.99);
    assertThat(surely.interval().upper()).isGreaterThan(accuracy.interval().upper());
    double trained = LabelFixture.metric(estimate.trained(), MetricName.ACCURACY).value();
    assertThat(told.get(1).subjects().get(0).evidence().get(0).threshold())
        .isCloseTo(trained / 2, within(1e-12));
  }

  @Test
  void gap_labelsFollowTheScores_isNone() throws IOException {
    LabelFixture fixture = binary("");
    for (int window = 0; window < 6; window++) {
      label(fixture, predict(fixture, WINDOW, 0), 0);
    }
    PerformanceSnapshot performance = requireNonNull(fixture.performance());

    assertThat(performance.window()).isEqualTo(5);
    PerformanceMetric realised = LabelFixture.metric(performance.metrics(), MetricName.ACCURACY);
    PerformanceMetric estimated = LabelFixture.metric(performance.estimated(), MetricName.ACCURACY);
    assertThat(estimated.n()).isEqualTo(realised.n());
    assertThat(holds(estimated, realised.value())).isTrue();
    assertThat(fixture.events).isEmpty();
  }

  @Test
  void gap_labelsTurnAgainstTheScores_isAFindingOnce() throws IOException {
    LabelFixture fixture = binary("");
    for (int window = 0; window < 3; window++) {
      label(fixture, predict(fixture, WINDOW, 0), 0);
    }
    for (int window = 0; window < 4; window++) {
      label(fixture, predict(fixture, WINDOW, 0), 0.5);
    }
    fixture.poll();

    List<ConceptDrift> gaps = gaps(fixture);
    assertThat(gaps).hasSize(1);
    ConceptDrift gap = gaps.get(0);
    assertThat(gap.metric()).isEqualTo("accuracy");
    assertThat(gap.before()).isBetween(0.6, 0.8);
    assertThat(gap.after()).isLessThan(gap.before() - 0.08);
    assertThat(gap.n()).isEqualTo(WINDOW);
    assertThat(gap.detail()).contains("accuracy is ", " by labels, expected were ", "roc_auc");
  }

  @Test
  void gap_ofLabelsOfSomeRowsOnly_comparesTheVeryRows() throws IOException {
    LabelFixture fixture = binary("");
    for (int window = 0; window < 4; window++) {
      long first = nextId;
      List<Double> scores = new ArrayList<>();
      List<Boolean> labels = predict(fixture, WINDOW, 0, scores);
      // Only those who were accepted come back, as in lending.
      for (int i = 0; i < WINDOW; i++) {
        if (scores.get(i) < 0.5) {
          fixture.label(first + i, labels.get(i) ? "bad" : "good");
        }
      }
      fixture.poll();
    }
    // Those that come first may all be of one kind; a day later those that are missing stay so.
    assertThat(requireNonNull(fixture.performance()).estimated()).isEmpty();
    fixture.nanos += Duration.ofDays(1).toNanos();
    fixture.poll();
    PerformanceSnapshot performance = requireNonNull(fixture.performance());

    assertThat(performance.coverage()).isBetween(0.3, 0.7);
    PerformanceMetric estimated = LabelFixture.metric(performance.estimated(), MetricName.ACCURACY);
    assertThat(estimated.n()).isEqualTo((int) performance.labels());
    assertThat(
            holds(
                estimated, LabelFixture.metric(performance.metrics(), MetricName.ACCURACY).value()))
        .isTrue();
    assertThat(gaps(fixture)).isEmpty();
  }

  @Test
  void estimate_scoresHaveDrifted_isMarkedUnreliable() throws IOException {
    LabelFixture fixture = binary("drift: { alpha: 0.01 }\n");
    predict(fixture, 2 * WINDOW, 0);
    assertThat(estimate(fixture).reliable()).isTrue();

    predict(fixture, 2 * WINDOW, 2);

    assertThat(estimate(fixture).reliable()).isFalse();
    assertThat(estimate(fixture).metrics()).isNotEmpty();
  }

  @Test
  void estimate_windowBeyondTheRoom_isOfARandomSample() throws IOException {
    LabelFixture fixture = binary("", "window: { predictions: 30000 }\n");

    List<Boolean> labels = predict(fixture, 30_000, 0);
    PerformanceMetric accuracy =
        LabelFixture.metric(estimate(fixture).metrics(), MetricName.ACCURACY);

    assertThat(accuracy.n()).isEqualTo(EstimateMonitor.MAX_ROWS);
    assertThat(accuracy.value()).isCloseTo(accuracy(labels), within(0.02));
  }

  @Test
  void estimate_severalClasses_isThatOfTheirOrder() throws IOException {
    PredictionConfig config = config(TaskType.PROBABILITIES, null);
    TrainingOutcomes training = new TrainingOutcomes(config, CLASSES, profile(false), List.of("x"));
    for (int i = 0; i < 4_000; i++) {
      double[] scores = scores();
      training.add(new double[1], new @Nullable String[1], scores, null, drawn(scores));
    }
    // Served in another order than trained on.
    LabelFixture fixture =
        fixture(
            profile(false).with(requireNonNull(training.build())),
            "prediction: { type: probabilities }\n" + POLICY,
            "prediction.high",
            "prediction.low",
            "prediction.mid");
    int right = 0;
    for (int i = 0; i < WINDOW; i++) {
      double[] scores = scores();
      String best =
          CLASSES.get(
              scores[0] >= Math.max(scores[1], scores[2]) ? 0 : scores[1] >= scores[2] ? 1 : 2);
      right += drawn(scores).equals(best) ? 1 : 0;
      fixture.predict(nextId++, scores[2], scores[0], scores[1]);
    }
    fixture.poll();

    EstimateSnapshot estimate = estimate(fixture);
    PerformanceMetric accuracy = LabelFixture.metric(estimate.metrics(), MetricName.ACCURACY);
    assertThat(holds(accuracy, (double) right / WINDOW)).isTrue();
    assertThat(LabelFixture.metric(estimate.metrics(), MetricName.F1_MACRO).known()).isTrue();
  }

  @Test
  void estimate_numbers_followsTheFeatureThatErrorsDependOn() throws IOException {
    LabelFixture fixture = numbers();
    double near = 0;
    for (int i = 0; i < WINDOW; i++) {
      near += Math.abs(error(i % 50)) / WINDOW;
      fixture.predictAt(i % 50, nextId++, 1.0);
    }
    fixture.poll();
    EstimateSnapshot first = estimate(fixture);
    for (int i = 0; i < WINDOW; i++) {
      fixture.predictAt(50 + i % 50, nextId++, 1.0);
    }
    fixture.poll();
    EstimateSnapshot second = estimate(fixture);

    PerformanceMetric mae = LabelFixture.metric(first.metrics(), MetricName.MAE);
    assertThat(holds(mae, near)).isTrue();
    assertThat(LabelFixture.metric(second.metrics(), MetricName.MAE).value())
        .isGreaterThan(2 * mae.value());
  }

  @Test
  void gap_numbersErrAsMuchMore_isAFindingOnceLabelsAreComplete() throws IOException {
    LabelFixture fixture = numbers();
    for (int window = 0; window < 4; window++) {
      double times = window >= 2 ? 3 : 1;
      for (int i = 0; i < WINDOW; i++) {
        fixture.predictAt(i % 100, nextId + i, 1.0);
      }
      fixture.poll();
      for (int i = 0; i < WINDOW; i++) {
        fixture.label(nextId + i, 1.0 + times * error(i % 100));
      }
      nextId += WINDOW;
      fixture.poll();
    }
    assertThat(gaps(fixture)).isEmpty();
    assertThat(requireNonNull(fixture.performance()).estimated()).hasSize(3);
    for (int i = 0; i < WINDOW; i++) {
      fixture.predictAt(i % 100, nextId++, 1.0);
    }
    fixture.poll();

    assertThat(gaps(fixture)).extracting(ConceptDrift::metric).containsExactly("mae");
  }

  @Test
  void stability_outputsMove_isTheIndexBetweenTwoWindows() throws IOException {
    LabelFixture fixture = binary("");
    predict(fixture, WINDOW, 0);
    assertThat(stability(fixture)).isEmpty();
    predict(fixture, WINDOW, 0);
    PredictionStability same = stability(fixture).get(0);
    assertThat(same.output()).isEqualTo("prediction");
    assertThat(same.psi().statistic()).isBetween(0.0, same.psi().noise());

    predict(fixture, WINDOW, 2);
    PredictionStability moved = stability(fixture).get(0);
    assertThat(moved.psi().statistic()).isGreaterThan(3 * moved.psi().noise());
    predict(fixture, WINDOW, 2);

    assertThat(stability(fixture).get(0).psi().statistic()).isLessThan(0.2);
  }

  private static List<PredictionStability> stability(LabelFixture fixture) {
    fixture.monitor.publish();
    return fixture.monitor.snapshot().models().get(0).stability();
  }

  @Test
  void estimate_referenceOfAnotherTask_isLeftOutWithALine() throws IOException {
    LabelFixture fixture =
        fixture(
            profile(false).with(trainedScores()),
            "prediction: { type: number }\n" + POLICY,
            "prediction");
    for (int i = 0; i < WINDOW; i++) {
      fixture.predict(nextId++, 0.5);
    }
    fixture.poll();

    fixture.monitor.publish();
    assertThat(fixture.monitor.snapshot().models().get(0).estimate()).isNull();
    assertThat(fixture.log)
        .anyMatch(
            line ->
                line.contains("is not estimated from the reference: it is about predictions of"));
  }

  @Test
  void gap_windowEvaluatedAgain_countsOnce() {
    GapPersistence gaps = new GapPersistence(2);
    ConceptDrift gap = new ConceptDrift("gap", 0.9, 0.5, 500, "accuracy", "");

    assertThat(gaps.update(1, gap)).isNull();
    assertThat(gaps.update(1, gap)).isNull();
    assertThat(gaps.update(2, null)).isNull();
    assertThat(gaps.update(2, gap)).isSameAs(gap);
    assertThat(gaps.update(2, gap)).isNull();
    assertThat(gaps.update(3, gap)).isNull();
    assertThat(gaps.update(4, null)).isNull();
    assertThat(gaps.update(0, gap)).isNull();
    assertThat(gaps.update(0, gap)).isSameAs(gap);
  }

  private LabelFixture binary(String rest) throws IOException {
    return binary(rest, POLICY);
  }

  private LabelFixture binary(String rest, String policy) throws IOException {
    return fixture(
        profile(true).with(trainedScores()),
        "prediction: { type: probability, positive_class: bad }\n" + policy + rest,
        "prediction");
  }

  /** A regression whose error is small for x below 50 and large above. */
  private LabelFixture numbers() throws IOException {
    ReferenceProfile profile = profile(false);
    TrainingOutcomes training =
        new TrainingOutcomes(config(TaskType.NUMBER, null), List.of(), profile, List.of("x"));
    for (int i = 0; i < 4_000; i++) {
      double x = i % 100;
      training.add(
          new double[] {x},
          new @Nullable String[1],
          new double[0],
          "1",
          Double.toString(1 + error(x)));
    }
    return fixture(
        profile.with(requireNonNull(training.build())),
        "prediction: { type: number }\n" + POLICY,
        "prediction");
  }

  private double error(double x) {
    return (x < 50 ? 1 : 5) * random.nextGaussian();
  }

  private TrainingPerformance trainedScores() {
    TrainingOutcomes training =
        new TrainingOutcomes(
            config(TaskType.PROBABILITY, "bad"), List.of(), profile(false), List.of("x"));
    for (int i = 0; i < 5_000; i++) {
      double logit = 1.5 * random.nextGaussian();
      String label = random.nextDouble() < logistic(logit) ? "bad" : "good";
      double[] score = {logistic(2 * logit)};
      training.add(new double[1], new @Nullable String[1], score, null, label);
    }
    TrainingPerformance trained = requireNonNull(training.build());
    assertThat(trained.calibrations().get(0).scores()).isNotEmpty();
    return trained;
  }

  private static PredictionConfig config(TaskType type, @Nullable String positive) {
    return new PredictionConfig(null, null, null, type, List.of(), positive, 0.5);
  }

  /** A reference of x in 0 to 99, and of scores if wanted. */
  private static ReferenceProfile profile(boolean scores) {
    List<Feature> columns = new ArrayList<>(List.of(new Feature("x", null, false)));
    if (scores) {
      columns.add(new Feature("prediction", null, false));
    }
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    for (int pass = 0; pass < 2; pass++) {
      SplittableRandom same = new SplittableRandom(2);
      for (int i = 0; i < 5_000; i++) {
        double score = logistic(2 * 1.5 * same.nextGaussian());
        double[] row = scores ? new double[] {i % 100, score} : new double[] {i % 100};
        if (pass == 0) {
          builder.observe(row, null);
        } else {
          builder.count(row, null);
        }
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    return builder.build(new ModelId("credit", "1"), Instant.EPOCH);
  }

  private LabelFixture fixture(ReferenceProfile profile, String rest, String... outputs)
      throws IOException {
    Path file = folder.resolve("credit.profile");
    ProfileCodec.write(profile, file);
    String reference = "reference: { file: '%s' }\n".formatted(file);
    return new LabelFixture("", reference + rest, outputs);
  }

  private List<Boolean> predict(LabelFixture fixture, int rows, double shift) {
    return predict(fixture, rows, shift, new ArrayList<>());
  }

  private List<Boolean> predict(LabelFixture fixture, int rows, double shift, List<Double> scores) {
    List<Boolean> labels = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double logit = shift + 1.5 * random.nextGaussian();
      labels.add(random.nextDouble() < logistic(logit));
      scores.add(logistic(2 * logit));
      fixture.predict(nextId++, scores.get(i));
      right.add(scores.get(i) >= 0.5 == labels.get(i));
      if (i % 100 == 99) {
        fixture.poll();
      }
    }
    fixture.poll();
    return labels;
  }

  private final List<Boolean> right = new ArrayList<>();

  /** The share of the newest predictions that were right. */
  private double accuracy(List<Boolean> labels) {
    List<Boolean> newest = right.subList(right.size() - labels.size(), right.size());
    return newest.stream().filter(hit -> hit).count() / (double) newest.size();
  }

  /** Brings the labels of the newest predictions, a share of them drawn by lot. */
  private void label(LabelFixture fixture, List<Boolean> labels, double lot) {
    long first = nextId - labels.size();
    for (int i = 0; i < labels.size(); i++) {
      boolean bad = random.nextDouble() < lot ? random.nextBoolean() : labels.get(i);
      fixture.label(first + i, bad ? "bad" : "good");
      if (i % 100 == 99) {
        fixture.poll();
      }
    }
    fixture.poll();
  }

  private double[] scores() {
    double[] scores = IntStream.range(0, 3).mapToDouble(i -> random.nextDouble()).toArray();
    double sum = scores[0] + scores[1] + scores[2];
    return new double[] {scores[0] / sum, scores[1] / sum, scores[2] / sum};
  }

  private String drawn(double[] scores) {
    double draw = random.nextDouble();
    return CLASSES.get(draw < scores[0] ? 0 : draw < scores[0] + scores[1] ? 1 : 2);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static boolean holds(PerformanceMetric metric, double value) {
    return value >= metric.interval().lower() && value <= metric.interval().upper();
  }

  private static EstimateSnapshot estimate(LabelFixture fixture) {
    fixture.poll();
    fixture.monitor.publish();
    return requireNonNull(fixture.monitor.snapshot().models().get(0).estimate());
  }

  private static List<ConceptDrift> gaps(LabelFixture fixture) {
    return fixture.events.stream()
        .map(ModelEvent::concept)
        .filter(drift -> drift != null && drift.detector().equals("gap"))
        .toList();
  }
}
