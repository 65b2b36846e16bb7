package io.modelmon.agent.labels;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a label was made: ISO 8601, with a blank instead of the {@code T} if need be, in UTC unless
 * it says otherwise; or seconds or milliseconds since 1970, which differ by their size.
 */
final class LabelTime {

  /** What is no time. */
  static final long NONE = Long.MIN_VALUE;

  /** From here on a number is milliseconds: as seconds it would be the year 5138. */
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final long MILLIS_TO = 100_000_000_000_000L;
  private static final long MILLIS_PER_SECOND = 1000;
  private static final int DATE = "2024-05-01".length();
  private static final Pattern NUMBER =
      Pattern.compile("([0-9]{1,15})(?:\\.([0-9]{1,3})[0-9]{0,9})?");

  private LabelTime() {}

  /** Returns a time in milliseconds since 1970, or {@link #NONE}. */
  static long parse(String text) {
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      long whole = Long.parseLong(number.group(1));
      if (whole >= MILLIS_FROM) {
        return whole < MILLIS_TO ? whole : NONE;
      }
      String fraction = number.group(2);
      long millis = fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
      return whole * MILLIS_PER_SECOND + millis;
    }
    try {
      long millis = iso(text);
      return millis < 0 ? NONE : millis;
    } catch (DateTimeException | ArithmeticException e) {
      return NONE;
    }
  }

  private static long iso(String text) {
    if (text.length() == DATE) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    boolean blank = text.length() > DATE && text.charAt(DATE) == ' ';
    String iso = blank ? text.substring(0, DATE) + 'T' + text.substring(DATE + 1) : text;
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
    return time instanceof ZonedDateTime zoned
        ? zoned.toInstant().toEpochMilli()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
