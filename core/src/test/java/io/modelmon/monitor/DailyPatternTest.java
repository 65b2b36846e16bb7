package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DailyPatternTest {

  private final DailyPattern pattern = new DailyPattern();

  private boolean drift(double fromHour, double toHour) {
    pattern.detected(nanos(fromHour));
    return pattern.resolved(nanos(toHour));
  }

  private static long nanos(double hour) {
    return 1_700_000_000_000_000_000L + (long) (hour * TimeUnit.HOURS.toNanos(1));
  }

  @Test
  void resolved_sameHoursOnThreeDays_isAPattern() {
    assertThat(drift(9, 17)).isFalse();
    assertThat(drift(24 + 9.5, 24 + 16.2)).isFalse();
    assertThat(drift(48 + 8.8, 48 + 17)).isTrue();
  }

  @Test
  void resolved_acrossMidnight_isAPattern() {
    assertThat(drift(23.8, 30)).isFalse();
    assertThat(drift(48.1, 54)).isFalse();
    assertThat(drift(72.2, 78)).isTrue();
  }

  @Test
  void resolved_threeTimesOnOneDay_isNone() {
    drift(9, 10);
    drift(9.2, 10.2);
    assertThat(drift(9.4, 10.4)).isFalse();
  }

  @Test
  void resolved_otherHours_isNone() {
    drift(9, 17);
    drift(24 + 12, 24 + 17);
    drift(48 + 9, 48 + 22);
    drift(72 + 14, 72 + 17);
    assertThat(drift(96 + 3, 96 + 7)).isFalse();
  }

  @Test
  void resolved_weeksApart_isNone() {
    drift(9, 17);
    drift(24 * 8 + 9, 24 * 8 + 17);
    assertThat(drift(24 * 16 + 9, 24 * 16 + 17)).isFalse();
  }
}
