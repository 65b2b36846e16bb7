package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldLabelsTest {

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
}
