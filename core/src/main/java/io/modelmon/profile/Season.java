package io.modelmon.profile;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cycle of the calendar, and the parts it is divided into. */
public enum Season {
  /** The 24 hours of a day. */
  HOUR_OF_DAY(24),
  /** The 7 days of a week, from Monday. */
  DAY_OF_WEEK(7);

  private final int count;

  Season(int count) {
    this.count = count;
  }

  /** Returns the number of parts. */
  public int count() {
    return count;
  }

  /** Returns the name used in files and options, such as {@code hour_of_day}. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the season of a name, or null. */
  public static @Nullable Season named(String attribute) {
    for (Season season : values()) {
      if (season.attribute().equals(attribute)) {
        return season;
      }
    }
    return null;
  }

  /** Returns the part a time falls into, from 0. */
  int indexOf(ZonedDateTime time) {
    return this == HOUR_OF_DAY ? time.getHour() : time.getDayOfWeek().getValue() - 1;
  }

  /** Returns when the part that a time falls into ends. */
  ZonedDateTime endOf(ZonedDateTime time) {
    return this == HOUR_OF_DAY
        ? time.truncatedTo(ChronoUnit.HOURS).plusHours(1)
        : time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
  }
}
