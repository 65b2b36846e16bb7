package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.capture.SlotKeys;
import io.modelmon.performance.MetricName;
import org.junit.jupiter.api.Test;

/** Lists through a ring, with their labels, against figures worked out by hand. */
class RankingMonitorTest {

  private static final double SECOND = Math.log(2) / Math.log(3);

  private static final String RANKING =
      """
      prediction: { type: ranking, k: 3 }
      segments: { country: "arg[2]" }
      window: { predictions: 4 }
      performance: { min_labels: 4 }
      """;

  private final LabelFixture fixture =
      new LabelFixture("", RANKING, "prediction.1", "prediction.2", "prediction.3");

  private static String list(String... items) {
    return SlotKeys.ITEM + String.join(String.valueOf(SlotKeys.ITEM), items);
  }

  private void serve() {
    fixture.predictIn("ch", 1, "a", 17, "c");
    fixture.predictIn("fr", 2, "a", "b", "c");
    fixture.predictIn("ch", 3, "a", "b");
    fixture.predictIn("fr", 4);
    fixture.label(1L, "17");
    fixture.label("2", list("c, or d", "a"));
    fixture.label(3L, "x, b");
    fixture.label(4L, list("a"));
    for (int next = 5; next <= 8; next++) {
      fixture.predictIn("ch", next, "a", "b", "c");
    }
  }

  @Test
  void window_listsWithLabels_hasTheFiguresOfTheBook() {
    serve();

    double gains = SECOND + 1 / (1 + SECOND) + SECOND / (1 + SECOND);
    assertThat(fixture.metric(MetricName.NDCG_AT_K).value()).isCloseTo(gains / 4, within(1e-12));
    assertThat(fixture.metric(MetricName.MAP).value()).isCloseTo(1.25 / 4, within(1e-12));
    assertThat(fixture.metric(MetricName.HIT_RATE).value()).isEqualTo(0.75);
    assertThat(fixture.metric(MetricName.HIT_RATE).n()).isEqualTo(4);
    assertThat(fixture.metric(MetricName.HIT_RATE).interval().known()).isTrue();
    assertThat(fixture.count("joined")).isEqualTo(4);
  }

  @Test
  void segments_ofLists_haveFiguresOfTheirOwn() {
    serve();

    PerformanceSnapshot performance = fixture.performance();
    assertThat(performance.segments())
        .extracting(segment -> LabelFixture.metric(segment.metrics(), MetricName.HIT_RATE).value())
        .containsExactly(1.0, 0.5);
  }

  @Test
  void label_beforeItsPrediction_isJudgedAllTheSame() {
    fixture.label(1L, list("b", "z"));
    fixture.poll();
    fixture.poll();
    fixture.predictIn("ch", 1, "a", "b");
    fixture.poll();
    for (int next = 2; next <= 4; next++) {
      fixture.predictIn("ch", next, "a");
      fixture.label((long) next, "a");
    }
    for (int next = 5; next <= 8; next++) {
      fixture.predictIn("ch", next, "a");
    }

    assertThat(fixture.count("early")).isOne();
    assertThat(fixture.metric(MetricName.NDCG_AT_K).value())
        .isCloseTo((3 + SECOND / (1 + SECOND)) / 4, within(1e-12));
  }

  @Test
  void label_cutOffOrEmpty_isNone() {
    fixture.predictIn("ch", 1, "a");
    fixture.label(1L, "a,".repeat(64));
    fixture.label(1L, " , ");
    fixture.label(1L, list("a".repeat(3), " "));

    LabelSnapshot labels = fixture.labelSnapshot();
    assertThat(labels.lost()).containsEntry("label", 2L);
    assertThat(labels.labels()).containsEntry("joined", 1L);
  }

  @Test
  void errors_hitsThatStop_areConceptDriftOnce() {
    for (int id = 0; id < 2_000; id++) {
      fixture.predictIn("ch", id, "a", "b");
      fixture.label((long) id, id < 1_000 || id % 2 == 0 ? "b" : "never");
      fixture.poll();
    }

    assertThat(fixture.events)
        .extracting(ModelEvent::kind)
        .containsOnlyOnce(ModelEvent.Kind.CONCEPT_DRIFT_DETECTED);
  }
}
