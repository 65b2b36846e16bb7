package io.modelmon.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapPressureTest {

  private double used;
  private final HeapPressure pressure = new HeapPressure(() -> used);

  private void look(double share, boolean collection) {
    used = share;
    pressure.look(collection);
  }

  @Test
  void garbage_betweenCollections_isNoPressure() {
    for (int i = 0; i < 100; i++) {
      look(i % 3 == 0 ? 0.4 : 0.99, i % 3 == 0);
      assertThat(pressure.isHigh()).isFalse();
    }
  }

  @Test
  void fullHeap_afterCollections_isPressure() {
    for (int i = 0; i < HeapPressure.LOOKS - 1; i++) {
      look(0.97, i % 5 == 0);
      assertThat(pressure.isHigh()).isFalse();
    }

    look(0.97, false);

    assertThat(pressure.isHigh()).isTrue();
    assertThat(pressure.isLow()).isFalse();
  }

  @Test
  void fullHeap_withoutACollection_mayBeGarbage() {
    for (int i = 0; i < 100; i++) {
      look(0.97, i == 0);
    }

    assertThat(pressure.isHigh()).isFalse();
  }

  @Test
  void room_afterACollection_endsThePressure() {
    for (int i = 0; i < 60; i++) {
      look(0.97, true);
    }

    look(0.90, true);
    assertThat(pressure.isHigh()).isFalse();
    assertThat(pressure.isLow()).isFalse();
    look(0.89, true);
    assertThat(pressure.isLow()).isTrue();
    for (int i = 1; i < HeapPressure.LOOKS; i++) {
      look(0.97, false);
      assertThat(pressure.isLow()).as("look %s later", i).isTrue();
    }
    look(0.97, false);
    assertThat(pressure.isLow()).isFalse();
  }

  @Test
  void ownHeap_isLookedAtWithoutFailing() {
    HeapPressure own = new HeapPressure();
    for (int i = 0; i < HeapPressure.LOOKS; i++) {
      own.look();
    }

    assertThat(own.isHigh()).isFalse();
  }
}
