package io.modelmon.agent.cli;

import io.modelmon.profile.Season;
import io.modelmon.profile.Seasonality;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The column of a training file that says when a row was served.
 *
 * <p>Times are ISO 8601, with a blank instead of the {@code T} if need be, in the given zone unless
 * they say their own; or seconds or milliseconds since 1970, which differ by their size.
 *
 * @param name its name
 * @param position its position in the file
 * @param seasonality how its times divide the rows
 */
record TrainingTime(String name, int position, Seasonality seasonality) {

  /** From here on a number is milliseconds: as seconds it would be the year 5138. */
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final long MILLIS_TO = 100_000_000_000_000L;
  private static final Pattern NUMBER =
      Pattern.compile("(-?[0-9]{1,18})(?:\\.([0-9]{1,9})[0-9]*)?");

  /**
   * Returns the time in a field.
   *
   * @throws IllegalArgumentException when it is none; the message says what to write instead
   */
  Instant parse(String field) {
    String text = field.strip();
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      return epoch(text, Long.parseLong(number.group(1)), number.group(2));
    }
    if (text.length() == "2024-05-01".length()) {
      return date(text);
    }
    boolean blank = text.length() > 10 && text.charAt(10) == ' ';
    String iso = blank ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
      return time instanceof ZonedDateTime zoned
          ? zoned.toInstant()
          : LocalDateTime.from(time).atZone(seasonality.zone()).toInstant();
    } catch (DateTimeParseException e) {
      throw noTime(text);
    }
  }

  private Instant epoch(String text, long whole, @Nullable String fraction) {
    if (Math.abs(whole) < MILLIS_FROM) {
      long nanos = fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
      return Instant.ofEpochSecond(whole, text.startsWith("-") ? -nanos : nanos);
    }
    if (Math.abs(whole) >= MILLIS_TO) {
      throw problem(text, "is too large for milliseconds since 1970; divide it");
    }
    return Instant.ofEpochMilli(whole);
  }

  private Instant date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (seasonality.season() == Season.HOUR_OF_DAY) {
        throw problem(text, "has no hour; use --season day_of_week");
      }
      return date.atStartOfDay(seasonality.zone()).toInstant();
    } catch (DateTimeParseException e) {
      throw noTime(text);
    }
  }

  private IllegalArgumentException noTime(String text) {
    return problem(
        text,
        "is no time; write ISO 8601, such as 2024-05-01T13:00:00Z, or seconds or milliseconds since"
            + " 1970");
  }

  private IllegalArgumentException problem(String text, String what) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new IllegalArgumentException("'" + shown + "' in column '" + name + "' " + what);
  }
}
