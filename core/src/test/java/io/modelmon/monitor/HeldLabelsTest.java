package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldLabelsTest {

  private static final int PAIRS = 20_000;

  private final List<Double> passed = new ArrayList<>();
  private final HeldLabels held = new HeldLabels(label -> passed.add(label.value()));

  private void add(long id, double value, boolean known) {
    held.add(new HeldLabels.Label(id, id, 0, value, null, ""), known);
  }

  @Test
  void add_predictionKnown_passesOnAtOnce() {
    add(1, 0.5, true);

    assertThat(passed).containsExactly(0.5);
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void add_predictionUnknown_waitsForOneWholeDrain() {
    add(1, 0.5, false);
    held.drained(); // the drain in which it came

    assertThat(passed).isEmpty();

    held.drained();

    assertThat(passed).containsExactly(0.5);
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void add_laterLabelOfTheSameId_keepsTheirOrder() {
    add(1, 0.1, false);
    add(2, 0.2, false);
    add(1, 0.3, true);

    assertThat(passed).containsExactly(0.1, 0.3);

    held.drained();
    held.drained();

    assertThat(passed).containsExactly(0.1, 0.3, 0.2);
  }

  @Test
  void predicted_labelIsHeld_passesItOnAtOnce() {
    add(1, 0.1, false);
    add(2, 0.2, false);
    held.predicted(2, 2);

    assertThat(passed).containsExactly(0.2);
  }

  @Test
  void add_moreThanAreHeld_passesOnAtOnce() {
    for (int i = 0; i < HeldLabels.MAX; i++) {
      add(i, i, false);
    }
    add(1_000, -1, false);

    assertThat(passed).containsExactly(-1.0);
  }

  @Test
  void monitor_predictionPublishedBehindItsLabel_joinsInTime() {
    LabelFixture fixture = LabelFixture.probability();
    int slot = fixture.begin(7, 0.9);
    fixture.label(7L, "bad");
    fixture.poll();
    fixture.finish(slot);
    fixture.poll();

    assertThat(fixture.count("joined")).isOne();
    assertThat(fixture.count("early")).isZero();
  }

  /** Every label follows its prediction at once, while the monitor drains all the time. */
  @Test
  void monitor_labelsRightBehindPredictions_areNeverEarly() throws InterruptedException {
    LabelFixture fixture = LabelFixture.probability();
    AtomicLong polls = new AtomicLong();
    Thread service =
        new Thread(
            () -> {
              for (int id = 0; id < PAIRS; id++) {
                fixture.predict(id, 0.9);
                fixture.label((long) id, "bad");
                if (id % 256 == 255) {
                  long seen = polls.get();
                  while (polls.get() < seen + 2) {
                    Thread.onSpinWait();
                  }
                }
              }
            });
    service.start();
    while (service.isAlive()) {
      fixture.poll();
      polls.incrementAndGet();
    }
    service.join();

    assertThat(fixture.count("joined")).isEqualTo(PAIRS);
    assertThat(fixture.count("early")).isZero();
  }
}
