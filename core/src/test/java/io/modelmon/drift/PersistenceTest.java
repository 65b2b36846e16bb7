package io.modelmon.drift;

import static io.modelmon.drift.Transition.DETECTED;
import static io.modelmon.drift.Transition.NONE;
import static io.modelmon.drift.Transition.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersistenceTest {

  @Test
  void update_twoFlagsInARow_detectsOnceAndResolvesAfterTwoWithout() {
    assertThat(transitions(new Persistence(2), "++++--"))
        .containsExactly(NONE, DETECTED, NONE, NONE, NONE, RESOLVED);
  }

  @Test
  void update_interruptedRuns_changeNothing() {
    Persistence persistence = new Persistence(2);

    assertThat(transitions(persistence, "+-+-+-")).containsOnly(NONE);
    assertThat(persistence.drifted()).isFalse();
    assertThat(transitions(persistence, "++-+-+"))
        .containsExactly(NONE, DETECTED, NONE, NONE, NONE, NONE);
    assertThat(persistence.drifted()).isTrue();
  }

  @Test
  void update_oneWindowIsEnough_followsEveryFlag() {
    assertThat(transitions(new Persistence(1), "+-+"))
        .containsExactly(DETECTED, RESOLVED, DETECTED);
  }

  @Test
  void constructor_lessThanOneWindow_isRejected() {
    assertThatThrownBy(() -> new Persistence(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }

  private static List<Transition> transitions(Persistence persistence, String flags) {
    List<Transition> transitions = new ArrayList<>();
    for (int i = 0; i < flags.length(); i++) {
      transitions.add(persistence.update(flags.charAt(i) == '+'));
    }
    return transitions;
  }
}
