package io.modelmon.alert.feedback;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about one alert.
 *
 * @param at when it was said
 * @param alert which rule of which model fired
 * @param window the window it fired in
 * @param since when it began, to the millisecond; every process and instance counts its windows
 *     anew
 * @param right whether there was something to be told of
 */
public record FeedbackMark(Instant at, AlertKey alert, long window, Instant since, boolean right) {

  private static final String SEPARATOR = "\t";
  private static final String RIGHT = "right";
  private static final String WRONG = "wrong";
  private static final int FIELDS = 7;

  /** Cuts the time to what is shown of it. */
  public FeedbackMark {
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the mark of an alert that has just been told of. */
  public static FeedbackMark of(Instant at, AlertNotice notice, boolean right) {
    Instant since = Instant.EPOCH.plusNanos(notice.sinceEpochNanos());
    return new FeedbackMark(at, notice.key(), notice.windowNumber(), since, right);
  }

  /** Returns what tells its alert from all others. */
  List<Object> identity() {
    return List.of(alert, window, since);
  }

  /** Returns the mark as a line without its end; texts are encoded as in the query of a URL. */
  String line() {
    return String.join(
        SEPARATOR,
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        right ? RIGHT : WRONG,
        encoded(alert.model()),
        encoded(alert.version()),
        encoded(alert.rule()),
        Long.toString(window),
        since.toString());
  }

  /** Returns the mark of a line, or null when it is none. In early lines no beginning is named. */
  static @Nullable FeedbackMark parse(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    boolean early = fields.length == FIELDS - 1;
    boolean right = fields.length > 1 && fields[1].equals(RIGHT);
    if (!(early || fields.length == FIELDS) || !(right || fields[1].equals(WRONG))) {
      return null;
    }
    try {
      AlertKey alert = new AlertKey(decoded(fields[2]), decoded(fields[3]), decoded(fields[4]));
      Instant since = early ? Instant.EPOCH : Instant.parse(fields[6]);
      return new FeedbackMark(
          Instant.parse(fields[0]), alert, Long.parseLong(fields[5]), since, right);
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
