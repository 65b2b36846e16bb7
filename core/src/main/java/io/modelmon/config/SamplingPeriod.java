package io.modelmon.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recurring time of the week with shares of its own.
 *
 * @param days the days on which it begins, at least one
 * @param from the first minute of the day
 * @param to the end, exclusive; midnight is the end of the day; a time before {@code from} is on
 *     the next day
 * @param zone the time zone, or null for the one of the process
 * @param shares what holds meanwhile
 */
public record SamplingPeriod(
    Set<DayOfWeek> days,
    LocalTime from,
    LocalTime to,
    @Nullable ZoneId zone,
    SamplingConfig.Shares shares) {

  /** Copies the days. */
  public SamplingPeriod {
    days = Set.copyOf(days);
  }

  /** Returns whether a moment lies in it. */
  public boolean contains(Instant instant) {
    ZonedDateTime local = instant.atZone(zone == null ? ZoneId.systemDefault() : zone);
    LocalTime time = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    boolean begun = !time.isBefore(from);
    boolean over = !to.equals(LocalTime.MIDNIGHT) && !time.isBefore(to);
    if (!endsNextDay()) {
      return days.contains(today) && begun && !over;
    }
    return (days.contains(today) && begun) || (days.contains(today.minus(1)) && !over);
  }

  private boolean endsNextDay() {
    return !to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to);
  }
}
