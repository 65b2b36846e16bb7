package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Explanation;
import io.modelmon.math.Interval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** Alerts in words. */
final class AlertText {

  private static final int NAMED = 5;

  private AlertText() {}

  /** Returns what happened to whom, one line. */
  static String summary(AlertNotice notice) {
    StringBuilder text = new StringBuilder();
    text.append(notice.key().model()).append(' ').append(notice.key().version());
    text.append(": ").append(notice.key().rule());
    text.append(notice.kind() == AlertNotice.Kind.FIRING ? " is firing" : " has resolved");
    String features = features(notice);
    return (features.isEmpty() ? text : text.append(" for ").append(features)).toString();
  }

  /** Returns the numbers behind it and why it fires, one line each. */
  static String numbers(AlertNotice notice) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(notice.condition() + ", since " + time(notice.sinceEpochNanos()));
    notice.subjects().stream().limit(NAMED).forEach(subject -> lines.add(numbers(subject)));
    Explanation why = notice.explanation();
    if (why != null) {
      lines.add(why.kind().word() + " problem: " + why.finding());
      why.evidence().stream().limit(NAMED).forEach(lines::add);
      lines.add("next: " + why.nextStep());
    }
    return lines.toString();
  }

  /** Returns what marks the alert on the command line, but for the verdict. */
  static String feedback(AlertNotice notice) {
    return "feedback CONFIG --model "
        + quoted(notice.key().model())
        + " --model-version "
        + quoted(notice.key().version())
        + " --rule "
        + quoted(notice.key().rule())
        + " --window "
        + notice.windowNumber()
        + " --since "
        + time(notice.sinceEpochNanos());
  }

  /** Quotes for a POSIX shell, so that a name is one word whatever it holds. */
  private static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static String time(long epochNanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, second), Math.floorMod(epochNanos, second))
        .truncatedTo(ChronoUnit.MILLIS)
        .toString();
  }

  private static String features(AlertNotice notice) {
    StringJoiner names = new StringJoiner(", ");
    notice.subjects().stream()
        .map(AlertSubject::feature)
        .filter(name -> !name.isEmpty())
        .limit(NAMED)
        .forEach(names::add);
    int more = notice.subjectCount() - NAMED;
    return names + (more > 0 && names.length() > 0 ? " and " + more + " more" : "");
  }

  private static String numbers(AlertSubject subject) {
    StringJoiner all = new StringJoiner("; ");
    for (Evidence evidence : subject.evidence()) {
      if (Double.isFinite(evidence.value())) {
        all.add(evidence.indicator() + " = " + number(evidence.value()) + details(evidence));
      }
    }
    return all.toString();
  }

  private static String details(Evidence evidence) {
    StringJoiner details = new StringJoiner(", ", " (", ")");
    details.setEmptyValue("");
    if (Double.isFinite(evidence.threshold())) {
      details.add("threshold " + number(evidence.threshold()));
    }
    Interval interval = evidence.interval();
    if (interval.known()) {
      details.add(number(interval.lower()) + " to " + number(interval.upper()));
    }
    if (Double.isFinite(evidence.n())) {
      details.add("n = " + number(evidence.n()));
    }
    return details.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
