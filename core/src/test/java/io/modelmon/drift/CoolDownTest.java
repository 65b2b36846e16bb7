package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CoolDownTest {

  private final CoolDown coolDown = new CoolDown(100);

  @Test
  void update_firstDrift_isReportedAndResolved() {
    assertThat(coolDown.update(Transition.DETECTED, true, -50)).isEqualTo(Transition.DETECTED);
    assertThat(coolDown.update(Transition.NONE, true, -40)).isEqualTo(Transition.NONE);
    assertThat(coolDown.update(Transition.RESOLVED, false, -30)).isEqualTo(Transition.RESOLVED);
    assertThat(coolDown.suppressed()).isZero();
  }

  @Test
  void update_secondDriftWithinTheTime_isCountedNotReported() {
    coolDown.update(Transition.DETECTED, true, 0);
    coolDown.update(Transition.RESOLVED, false, 10);

    assertThat(coolDown.update(Transition.DETECTED, true, 50)).isEqualTo(Transition.NONE);
    assertThat(coolDown.update(Transition.RESOLVED, false, 60)).isEqualTo(Transition.NONE);

    assertThat(coolDown.suppressed()).isEqualTo(2);
    assertThat(coolDown.update(Transition.DETECTED, true, 100)).isEqualTo(Transition.DETECTED);
    assertThat(coolDown.takeSuppressed()).isEqualTo(2);
    assertThat(coolDown.takeSuppressed()).isZero();
    assertThat(coolDown.suppressed()).isEqualTo(2);
  }

  @Test
  void update_driftThatLastsBeyondTheTime_isReportedWhenItIsOver() {
    coolDown.update(Transition.DETECTED, true, 0);
    coolDown.update(Transition.RESOLVED, false, 10);
    coolDown.update(Transition.DETECTED, true, 50);

    assertThat(coolDown.update(Transition.NONE, true, 99)).isEqualTo(Transition.NONE);
    assertThat(coolDown.update(Transition.NONE, true, 100)).isEqualTo(Transition.DETECTED);
    assertThat(coolDown.update(Transition.NONE, true, 300)).isEqualTo(Transition.NONE);
    assertThat(coolDown.update(Transition.RESOLVED, false, 310)).isEqualTo(Transition.RESOLVED);
  }

  @Test
  void update_anyHistory_losesNothing() {
    Random random = new Random(3);
    for (int trial = 0; trial < 500; trial++) {
      CoolDown memory = new CoolDown(random.nextInt(50));
      boolean drifted = false;
      boolean reported = false;
      long lateReports = 0;
      long transitions = 0;
      long reports = 0;
      for (int time = 0; time < 400; time++) {
        boolean change = random.nextInt(6) == 0;
        drifted ^= change;
        Transition transition =
            !change ? Transition.NONE : drifted ? Transition.DETECTED : Transition.RESOLVED;
        transitions += change ? 1 : 0;

        Transition report = memory.update(transition, drifted, time);

        assertThat(report == Transition.RESOLVED && !reported).isFalse();
        assertThat(report == Transition.DETECTED && (reported || !drifted)).isFalse();
        reports += report == Transition.NONE ? 0 : 1;
        lateReports += report == Transition.DETECTED && !change ? 1 : 0;
        reported = report == Transition.NONE ? reported : report == Transition.DETECTED;
      }
      assertThat(memory.suppressed() + reports).isEqualTo(transitions + lateReports);
    }
  }

  @Test
  void update_withoutCoolDown_reportsEverything() {
    CoolDown none = new CoolDown(0);

    for (int i = 0; i < 5; i++) {
      assertThat(none.update(Transition.DETECTED, true, 7)).isEqualTo(Transition.DETECTED);
      assertThat(none.update(Transition.RESOLVED, false, 7)).isEqualTo(Transition.RESOLVED);
    }
    assertThat(none.suppressed()).isZero();
    assertThatThrownBy(() -> new CoolDown(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
