package io.modelmon.alert;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A time of the week in which nobody is told.
 *
 * @param days on which it starts; at least one
 * @param from its start, local time
 * @param to its end; not after {@code from} means the next day; equal to it means 24 hours
 * @param zone where the clock hangs
 */
public record SilenceSchedule(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final String FORM =
      "a silence is written like 'sat,sun 22:00-06:00 Europe/Berlin'";

  /** Copies the days. */
  public SilenceSchedule {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a silence has at least one day");
    }
    days = Set.copyOf(days);
  }

  /**
   * Reads {@code sat,sun 22:00-06:00 Europe/Berlin}; {@code daily} stands for all days.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static SilenceSchedule parse(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(FORM);
    }
    String[] times = parts[1].split("-", -1);
    if (times.length != 2) {
      throw new IllegalArgumentException(FORM);
    }
    try {
      return new SilenceSchedule(
          days(parts[0]), time(times[0]), time(times[1]), ZoneId.of(parts[2]));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(FORM + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether an instant lies in it, the end excluded. */
  public boolean covers(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean started = !time.isBefore(from) && days.contains(local.getDayOfWeek());
    if (from.isBefore(to)) {
      return started && time.isBefore(to);
    }
    return started || (time.isBefore(to) && days.contains(local.getDayOfWeek().minus(1)));
  }

  private static Set<DayOfWeek> days(String text) {
    if (text.equals("daily")) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String day : text.split(",", -1)) {
      int index = DAYS.indexOf(day.toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw new IllegalArgumentException("'" + day + "' is none of " + DAYS + " or daily");
      }
      days.add(DayOfWeek.of(index + 1));
    }
    return days;
  }

  private static LocalTime time(String text) {
    return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
  }
}
