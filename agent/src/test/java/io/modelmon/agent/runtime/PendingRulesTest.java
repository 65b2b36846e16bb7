package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingRulesTest {

  private long nanos = -7;
  private int said;
  private final PendingRules pending = new PendingRules(() -> said++, () -> nanos);

  @Test
  void poll_afterAMinute_saysItOnce() {
    advance(59);
    pending.poll();
    assertThat(said).isZero();

    advance(1);
    pending.poll();
    pending.poll();
    pending.end();
    assertThat(said).isEqualTo(1);
  }

  @Test
  void end_ofAProcessThatRanForAWhile_saysIt() {
    advance(10);

    pending.end();

    assertThat(said).isEqualTo(1);
  }

  @Test
  void end_soonAfterTheStart_saysNothing() {
    advance(9);

    pending.end();

    assertThat(said).isZero();
  }

  @Test
  void poll_whatSaysItFails_goesOn() {
    PendingRules failing =
        new PendingRules(
            () -> {
              said++;
              throw new IllegalStateException("for the test");
            },
            () -> nanos);
    advance(60);

    failing.poll();
    failing.poll();

    assertThat(said).isEqualTo(1);
  }

  private void advance(int seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }
}
