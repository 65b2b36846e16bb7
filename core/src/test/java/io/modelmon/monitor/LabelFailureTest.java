package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.DeliveredLabel;
import io.modelmon.performance.join.IdHash;
import io.modelmon.performance.join.JoinAccount;
import io.modelmon.performance.join.JoinListener;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelOutcome;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.StoreStatus;
import io.modelmon.performance.join.WaitingPrediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels with which something goes wrong: they cost themselves, and nothing else. */
class LabelFailureTest {

  private static final String NUMBER =
      """
      prediction: { type: number }
      window: { predictions: 10 }
      performance: { min_labels: 10 }
      """;

  private final List<String> answers = new ArrayList<>();

  private void deliver(LabelFixture fixture, String id, double label) {
    boolean taken =
        fixture
            .labels
            .inbox()
            .offer(
                new DeliveredLabel(
                    id,
                    label,
                    null,
                    DeliveredLabel.NOW,
                    (answered, usable) -> answers.add(answered.id() + " " + usable),
                    1));
    assertThat(taken).isTrue();
  }

  @Test
  void label_absurdForPredictionsOfAnotherProcess_isEvaluatedAndTheNextOnesToo(@TempDir Path folder)
      throws InterruptedException {
    Path file = folder.resolve("labels.db");
    LabelFixture first = new LabelFixture("", NUMBER, "prediction");
    try (LabelStore store = LabelStore.file(file, 1 << 20, first.log::add)) {
      first.monitor.keepLabelsIn(settings -> store);
      for (int id = 0; id < 40; id++) {
        first.predict(id, 2.0 * id);
      }
      first.poll();
      assertThat(store.close(60_000)).isTrue();
    }
    LabelFixture second = new LabelFixture("", NUMBER, "prediction");
    second.nanos = first.nanos + 1_000_000;
    try (LabelStore store = LabelStore.file(file, 1 << 20, second.log::add)) {
      second.monitor.keepLabelsIn(settings -> store);
      for (int id = 39; id >= 0; id--) {
        deliver(second, Integer.toString(id), id == 5 ? 1e100 : 2.0 * id + id % 3);
      }
      for (int i = 0; i < 6000 && answers.size() < 40; i++) {
        second.nanos += 10_000_000;
        second.poll();
        Thread.sleep(10);
      }
    }

    assertThat(answers).hasSize(40).allMatch(answer -> answer.endsWith(" true"));
    PerformanceSnapshot performance = Objects.requireNonNull(second.performance());
    // The newest were labelled first: the window spans them all the same.
    assertThat(performance.startEpochNanos()).isLessThan(performance.endEpochNanos());
    assertThat(second.monitor.failures()).isZero();
  }

  @Test
  void label_thatCannotBeCounted_isAnsweredAndTheNextOnesAreTaken() {
    LabelFixture fixture = LabelFixture.probability();
    fixture.monitor.keepLabelsIn(settings -> new BrokenStore());
    fixture.predict(1L, 0.9);
    fixture.poll();
    deliver(fixture, "good", 1);
    deliver(fixture, "narrow", 2);
    deliver(fixture, "refused", 3);
    deliver(fixture, "last", 4);

    fixture.poll();

    assertThat(answers).containsExactly("good true", "narrow true", "refused false", "last true");
    assertThat(fixture.monitor.failures()).isEqualTo(1);
    assertThat(fixture.log).singleElement().asString().contains("a label could not be counted");
    assertThat(fixture.labelSnapshot().lost()).containsEntry("label", 1L);
  }

  /** A store whose pairs are broken: the second has no score, the third cannot be joined. */
  private static final class BrokenStore implements LabelStore {

    @Override
    public LabelJoin join(String model, JoinShape shape, JoinPolicy policy, JoinListener pairs) {
      return new BrokenJoin(LabelStore.memory().join(model, shape, policy, pairs), shape, pairs);
    }

    @Override
    public StoreStatus status() {
      return new StoreStatus(StoreStatus.State.OPEN, 0, 0, 0);
    }

    @Override
    public boolean close(long timeoutMillis) {
      return true;
    }
  }

  private static final class BrokenJoin implements LabelJoin {
    private final LabelJoin whole;
    private final JoinShape shape;
    private final JoinListener pairs;
    private int labels;

    BrokenJoin(LabelJoin whole, JoinShape shape, JoinListener pairs) {
      this.whole = whole;
      this.shape = shape;
      this.pairs = pairs;
    }

    @Override
    public IdHash ids() {
      return whole.ids();
    }

    @Override
    public JoinNames names() {
      return whole.names();
    }

    @Override
    public void predicted(long idHigh, long idLow, WaitingPrediction prediction) {}

    @Override
    public @Nullable LabelOutcome labelled(long idHigh, long idLow, long millis, double label) {
      labels++;
      if (labels == 3) {
        throw new IllegalStateException("for the test");
      }
      int scores = labels == 2 ? 0 : shape.scores();
      WaitingPrediction row = new WaitingPrediction(new JoinShape(shape.classes(), scores, 0));
      row.fill(names().code("1"), 1, millis, 1);
      pairs.joined(row, label, millis);
      return null;
    }

    @Override
    public void advance(long nowMillis) {}

    @Override
    public JoinAccount account() {
      return whole.account();
    }
  }
}
