package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.WindowConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowClockTest {

  private static final long MINUTE = 60_000_000_000L;

  @Test
  void due_defaults_needRowsAndMinAgeAndExtendFullWindows() {
    WindowClock clock = opened(WindowConfig.DEFAULT);

    assertThat(clock.due(999, at(30 * MINUTE))).isEqualTo(WindowClock.Due.OPEN);
    assertThat(clock.due(1000, at(MINUTE - 1))).isEqualTo(WindowClock.Due.OPEN);
    assertThat(clock.due(1000, at(MINUTE))).isEqualTo(WindowClock.Due.CLOSE_IF_SUFFICIENT);
    assertThat(clock.due(23_999, at(MINUTE))).isEqualTo(WindowClock.Due.CLOSE_IF_SUFFICIENT);
    assertThat(clock.due(24_000, at(MINUTE))).isEqualTo(WindowClock.Due.CLOSE);
  }

  @Test
  void due_atMaxAge_closesIfSufficientAndAtTwentyFourTimesAnyway() {
    WindowClock clock = opened(WindowConfig.DEFAULT);

    assertThat(clock.due(5, at(60 * MINUTE - 1))).isEqualTo(WindowClock.Due.OPEN);
    assertThat(clock.due(5, at(60 * MINUTE))).isEqualTo(WindowClock.Due.CLOSE_IF_SUFFICIENT);
    assertThat(clock.due(5, at(24 * 60 * MINUTE - 1)))
        .isEqualTo(WindowClock.Due.CLOSE_IF_SUFFICIENT);
    assertThat(clock.due(5, at(24 * 60 * MINUTE))).isEqualTo(WindowClock.Due.CLOSE);
  }

  @Test
  void due_withoutMaxAge_waitsForRowsForever() {
    WindowClock clock = opened(new WindowConfig(10, Duration.ZERO, null));

    assertThat(clock.due(9, at(Long.MAX_VALUE / 2))).isEqualTo(WindowClock.Due.OPEN);
    assertThat(clock.due(10, at(0))).isEqualTo(WindowClock.Due.CLOSE_IF_SUFFICIENT);
    assertThat(clock.due(240, at(0))).isEqualTo(WindowClock.Due.CLOSE);
  }

  @Test
  void due_hugeDurations_doNotOverflow() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    WindowClock clock = opened(new WindowConfig(10, ages, ages));

    assertThat(clock.due(10, at(Long.MAX_VALUE / 100))).isEqualTo(WindowClock.Due.OPEN);
  }

  @Test
  void open_again_keepsTheStart() {
    WindowClock clock = opened(WindowConfig.DEFAULT);
    clock.open(at(MINUTE));

    assertThat(clock.due(1000, at(MINUTE))).isEqualTo(WindowClock.Due.CLOSE_IF_SUFFICIENT);
    clock.close();
    assertThat(clock.due(1000, at(24 * 60 * MINUTE))).isEqualTo(WindowClock.Due.OPEN);
  }

  private static WindowClock opened(WindowConfig config) {
    WindowClock clock = new WindowClock(config);
    clock.open(at(0));
    return clock;
  }

  private static Instants at(long nanos) {
    return new Instants(nanos, nanos);
  }
}
