package io.modelmon.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Breaker breaker = new Breaker("full", 3, 1, 0.25, 0.0625);
  private long now;

  /** Passes seconds and returns how often the share changed. */
  private int pass(int seconds, boolean wrong, boolean right) {
    int changes = 0;
    for (int i = 0; i < seconds; i++) {
      now += SECOND;
      changes += breaker.update(wrong, right, now) ? 1 : 0;
    }
    return changes;
  }

  @Test
  void wrong_forThreeRounds_stepsDownOnce() {
    assertThat(pass(2, true, false)).isZero();
    assertThat(breaker.passing()).isOne();

    assertThat(pass(1, true, false)).isOne();
    assertThat(breaker.passing()).isEqualTo(0.25);
  }

  @Test
  void wrong_interrupted_doesNotStepDown() {
    for (int i = 0; i < 20; i++) {
      pass(2, true, false);
      pass(1, false, true);
    }

    assertThat(breaker.passing()).isOne();
  }

  @Test
  void wrong_forLong_endsAtTheLastStep() {
    assertThat(pass(100, true, false)).isEqualTo(2);
    assertThat(breaker.passing()).isEqualTo(0.0625);
  }

  @Test
  void right_forHalfAMinute_stepsUpAgain() {
    pass(6, true, false);

    assertThat(pass(30, false, true)).isZero();
    assertThat(pass(1, false, true)).isOne();
    assertThat(breaker.passing()).isEqualTo(0.25);
    pass(30, false, true);
    assertThat(breaker.passing()).isOne();
  }

  @Test
  void neitherWrongNorRight_staysWhereItIs() {
    pass(3, true, false);

    assertThat(pass(1000, false, false)).isZero();
    assertThat(breaker.passing()).isEqualTo(0.25);
  }

  @Test
  void stepUpTooEarly_waitsTwiceAsLongNextTime() {
    pass(3, true, false);
    pass(31, false, true);
    assertThat(breaker.passing()).isOne();
    pass(3, true, false);

    assertThat(pass(59, false, true)).isZero();
    assertThat(pass(3, false, true)).isOne();
    assertThat(breaker.passing()).isOne();
  }

  @Test
  void overload_thatGoesOnForADay_stepsUpAtMostEveryTenMinutes() {
    int changes = 0;
    int steps = 0;
    for (int second = 0; second < 86_400; second++) {
      boolean tooMuch = breaker.passing() > 0.25;
      changes = pass(1, tooMuch, !tooMuch);
      steps += changes;
    }

    // Up and down every ten minutes, but for the first few.
    assertThat(steps).isLessThan(2 * (144 + 8));
    assertThat(breaker.passing()).isGreaterThanOrEqualTo(0.25);
  }
}
