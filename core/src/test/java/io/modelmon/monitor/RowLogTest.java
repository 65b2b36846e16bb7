package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.DeliveredLabel;
import io.modelmon.performance.MetricName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RowLogTest {

  /** Keeps everything. */
  private static class Kept implements PredictionSink {
    private final List<LoggedPrediction> predictions = new ArrayList<>();
    private final List<LoggedLabel> labels = new ArrayList<>();
    private final List<LoggedPerformance> evaluations = new ArrayList<>();
    private final String model;
    private final boolean rawIds;

    Kept(String model, boolean rawIds) {
      this.model = model;
      this.rawIds = rawIds;
    }

    @Override
    public boolean includes(String name) {
      return name.equals(model);
    }

    @Override
    public boolean wantsRawIds() {
      return rawIds;
    }

    @Override
    public void predicted(LoggedPrediction prediction) {
      predictions.add(prediction);
    }

    @Override
    public void labelled(LoggedLabel label) {
      labels.add(label);
    }

    @Override
    public void evaluated(LoggedPerformance performance) {
      evaluations.add(performance);
    }

    @Override
    public Map<String, Long> records() {
      return Map.of("written", (long) predictions.size() + labels.size());
    }
  }

  private static LabelFixture run(Kept sink) {
    LabelFixture fixture = LabelFixture.probability();
    fixture.monitor.logTo(sink);
    fixture.predict(17, 0.9);
    fixture.predict(18, "no number");
    fixture.poll();
    fixture.label("17", "bad");
    fixture.label(99L, "good");
    fixture
        .labels
        .inbox()
        .offer(new DeliveredLabel("18", Double.NaN, "good", -1, (label, usable) -> {}, 1));
    fixture.poll();
    fixture.poll(); // a label without a prediction is held back for one round
    return fixture;
  }

  @Test
  void log_predictionsAndLabels_haveTheSameHashedIds() {
    Kept sink = new Kept("credit", false);
    LabelFixture fixture = run(sink);

    assertThat(sink.predictions).hasSize(2);
    LoggedPrediction first = sink.predictions.get(0);
    assertThat(first.model().toString()).contains("credit");
    assertThat(first.numbers()).containsExactly(17.0, 0.9);
    assertThat(first.window()).isEqualTo(1);
    assertThat(first.id()).matches("[0-9a-f]{32}");
    assertThat(sink.predictions.get(1).texts()).containsExactly(null, "no number");
    assertThat(sink.labels)
        .extracting(LoggedLabel::outcome)
        .containsExactly("joined", "joined", null);
    assertThat(sink.labels)
        .extracting(LoggedLabel::name)
        .containsExactly("positive", "negative", "negative");
    assertThat(sink.labels.get(0).id()).isEqualTo(first.id());
    assertThat(sink.labels.get(1).id()).isEqualTo(sink.predictions.get(1).id());
    assertThat(sink.labels.get(2).id()).isNotEqualTo(first.id());
    fixture.monitor.publish();
    assertThat(fixture.monitor.snapshot().log().records()).containsEntry("written", 5L);
  }

  @Test
  void log_rawIdsAskedFor_areWritten() {
    Kept sink = new Kept("credit", true);
    run(sink);

    assertThat(sink.predictions).extracting(LoggedPrediction::id).containsExactly("17", "18");
    assertThat(sink.labels).extracting(LoggedLabel::id).containsExactly("17", "18", "99");
  }

  @Test
  void log_windowThatIsRevised_hasEveryRevision() {
    Kept sink = new Kept("credit", false);
    LabelFixture fixture = LabelFixture.probability();
    fixture.monitor.logTo(sink);
    for (long window = 0; window < 3; window++) {
      for (long id = 10 * window; id < 10 * window + 10; id++) {
        fixture.predict(id, id % 2 == 0 ? 0.9 : 0.1);
      }
      fixture.poll();
      for (long id = 0; id < 8 && window == 0; id++) {
        fixture.label(id, id % 2 == 0 ? "bad" : "good");
      }
      for (long id = 8; id < 10 && window == 1; id++) {
        fixture.label(id, id % 2 == 0 ? "good" : "bad");
      }
      fixture.poll();
    }

    assertThat(sink.evaluations)
        .extracting(evaluated -> evaluated.performance().window())
        .containsExactly(1L, 1L);
    assertThat(sink.evaluations)
        .extracting(evaluated -> evaluated.performance().labels())
        .containsExactly(8L, 10L);
    assertThat(sink.evaluations)
        .extracting(
            evaluated ->
                LabelFixture.metric(evaluated.performance().metrics(), MetricName.ACCURACY).value())
        .containsExactly(1.0, 0.8);
  }

  @Test
  void log_labelsOfAnOlderWindow_areEvaluatedWhenTheyHaveBeenWaitedFor() {
    Kept sink = new Kept("credit", false);
    LabelFixture fixture = LabelFixture.probability();
    fixture.monitor.logTo(sink);
    for (long window = 0; window < 3; window++) {
      for (long id = 10 * window; id < 10 * window + 10; id++) {
        fixture.predict(id, id % 2 == 0 ? 0.9 : 0.1);
      }
      fixture.poll();
      for (long id = 10 * window; id < 10 * window + 8 && window < 2; id++) {
        fixture.label(id, id % 2 == 0 ? "bad" : "good");
      }
      fixture.poll();
    }
    fixture.label(8L, "good");
    fixture.label(9L, "bad");
    fixture.poll();
    fixture.advance(Duration.ofHours(25));
    fixture.poll();

    assertThat(sink.evaluations)
        .extracting(evaluated -> evaluated.performance().window())
        .containsExactly(1L, 2L, 1L, 2L);
    PerformanceSnapshot last = sink.evaluations.get(2).performance();
    assertThat(last.labels()).isEqualTo(10);
    assertThat(LabelFixture.metric(last.metrics(), MetricName.ACCURACY).value()).isEqualTo(0.8);
    PerformanceSnapshot shown = Objects.requireNonNull(fixture.performance());
    assertThat(shown.window()).isEqualTo(2);
  }

  @Test
  void log_anotherModel_isLeftOut() {
    Kept sink = new Kept("churn", false);
    run(sink);

    assertThat(sink.predictions).isEmpty();
    assertThat(sink.labels).isEmpty();
  }

  @Test
  void log_sinkThatFails_costsTheLogOnly() {
    LabelFixture fixture = LabelFixture.probability();
    fixture.monitor.logTo(
        new Kept("credit", false) {
          @Override
          public void predicted(LoggedPrediction prediction) {
            throw new IllegalStateException("no");
          }
        });
    fixture.predict(17, 0.9);
    fixture.label("17", "bad");
    fixture.poll();

    assertThat(fixture.count("joined")).isEqualTo(1);
    assertThat(fixture.log).singleElement().asString().contains("could not be logged");
  }
}
