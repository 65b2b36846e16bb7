package io.modelmon.export.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header with which a receiver asks for time: seconds, or a date. */
public final class RetryAfter {

  /** The longest time that is granted. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private RetryAfter() {}

  /**
   * Returns the time asked for, between zero and {@link #LONGEST}, or null when the header is
   * absent, malformed, negative or in the past.
   */
  public static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null || header.isEmpty()) {
      return null;
    }
    Duration asked =
        header.chars().allMatch(c -> c >= '0' && c <= '9') ? seconds(header) : until(header, now);
    if (asked == null || asked.isNegative()) {
      return null;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }

  private static Duration seconds(String digits) {
    // More digits than this are longer than the limit anyway.
    return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
  }

  private static @Nullable Duration until(String date, Instant now) {
    try {
      return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
