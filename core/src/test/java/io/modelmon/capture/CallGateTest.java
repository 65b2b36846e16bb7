package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CallGateTest {

  private static final int LAST = CallGate.ALL - 1;

  private final CallGate gate = new CallGate();

  @Test
  void gate_atFirst_isOpenAndLeavesNothingOut() {
    assertThat(gate.isOpen()).isTrue();
    assertThat(gate.isAllTimed()).isTrue();
    assertThat(gate.leftOut(LAST)).isNull();
    assertThat(gate.payloadRate()).isOne();
    assertThat(gate.timingRate()).isOne();
  }

  @Test
  void set_samplingAndBreaker_splitTheDrawsByCause() {
    gate.set(0.5, 0.5, 1);

    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.leftOut(0)).isNull();
    assertThat(gate.leftOut((int) (0.2499 * CallGate.ALL))).isNull();
    assertThat(gate.leftOut((int) (0.2501 * CallGate.ALL))).isEqualTo(CallOutcome.DROPPED_BREAKER);
    assertThat(gate.leftOut((int) (0.4999 * CallGate.ALL))).isEqualTo(CallOutcome.DROPPED_BREAKER);
    assertThat(gate.leftOut((int) (0.5001 * CallGate.ALL))).isEqualTo(CallOutcome.SAMPLED_OUT);
    assertThat(gate.leftOut(LAST)).isEqualTo(CallOutcome.SAMPLED_OUT);
    assertThat(gate.payloadRate()).isCloseTo(0.25, within(1e-8));
  }

  @Test
  void set_nothing_leavesEachCallOut() {
    gate.set(0, 1, 0);
    assertThat(gate.leftOut(0)).isEqualTo(CallOutcome.SAMPLED_OUT);
    assertThat(gate.isTimed(0)).isFalse();
    assertThat(gate.timingRate()).isZero();

    gate.set(1, 0, 1);
    assertThat(gate.leftOut(0)).isEqualTo(CallOutcome.DROPPED_BREAKER);
    assertThat(gate.leftOut(LAST)).isEqualTo(CallOutcome.DROPPED_BREAKER);
  }

  @Test
  void timingRate_countsCapturedCalls() {
    gate.set(0.2, 1, 0.5);

    assertThat(gate.timingRate()).isCloseTo(0.2 + 0.8 * 0.5, within(1e-8));
  }

  @Test
  void set_everything_isOpenAgain() {
    gate.set(0.1, 0.1, 0.1);
    gate.set(1, 1, 1);

    assertThat(gate.isOpen()).isTrue();
    assertThat(gate.isAllTimed()).isTrue();
  }

  @Test
  void measureCopies_letsEachCallPassButIsNotOpen() {
    gate.measureCopies();
    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.leftOut(LAST)).isNull();

    gate.set(1, 1, 1);
    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.leftOut(LAST)).isNull();
    assertThat(gate.payloadRate()).isOne();

    gate.set(1, 0.5, 1);
    assertThat(gate.leftOut(LAST)).isEqualTo(CallOutcome.DROPPED_BREAKER);
  }

  @Test
  void copied_aThreadThatHadToWait_movesTheMeanByLittle() {
    assertThat(gate.copyNanos()).isZero();
    for (int i = 0; i < 200; i++) {
      gate.copied(100);
    }
    assertThat(gate.copyNanos()).isCloseTo(100, within(1e-6));

    gate.copied(50_000_000);

    assertThat(gate.copyNanos()).isLessThan(300);
  }

  @Test
  void set_noShare_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gate.set(1.5, 1, 1))
        .withMessage("payloadRate must be in [0, 1], but is 1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> gate.set(1, Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> gate.set(1, 1, -0.1));
  }
}
