package io.modelmon.export.otel;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Explanation;
import io.modelmon.export.Attribute;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts as attributes and words of an event. */
final class AlertEvents {

  private AlertEvents() {}

  static void add(Labels labels, AlertNotice notice) {
    labels
        .with(Attribute.ALERT_RULE, notice.key().rule())
        .with(Attribute.ALERT_SEVERITY, notice.severity().word())
        .withWords(Attribute.ALERT_CONDITION, notice.condition())
        .with(Attribute.ALERT_SINCE, time(notice.sinceEpochNanos()))
        .withWords(Attribute.ALERT_FEATURES, features(notice));
    Evidence evidence = first(notice);
    if (evidence != null) {
      labels
          .with(Attribute.ALERT_INDICATOR, evidence.indicator())
          .with(Attribute.ALERT_VALUE, evidence.value())
          .with(Attribute.ALERT_THRESHOLD, evidence.threshold())
          .with(Attribute.ALERT_N, evidence.n())
          .with(Attribute.ALERT_LOWER, evidence.interval().lower())
          .with(Attribute.ALERT_UPPER, evidence.interval().upper());
    }
    Explanation why = notice.explanation();
    if (why != null) {
      labels
          .with(Attribute.ALERT_DIAGNOSIS, why.kind().word())
          .withWords(Attribute.ALERT_FINDING, why.finding())
          .withWords(Attribute.ALERT_EVIDENCE, String.join("\n", why.evidence()))
          .withWords(Attribute.ALERT_NEXT_STEP, why.nextStep());
    }
  }

  /** Returns the first number that is beyond its threshold, or the first one. */
  private static @Nullable Evidence first(AlertNotice notice) {
    Evidence first = null;
    for (AlertSubject subject : notice.subjects()) {
      for (Evidence evidence : subject.evidence()) {
        if (evidence.holds()) {
          return evidence;
        }
        first = first == null ? evidence : first;
      }
    }
    return first;
  }

  private static String features(AlertNotice notice) {
    Explanation why = notice.explanation();
    List<String> names = new ArrayList<>();
    for (AlertSubject subject : notice.subjects()) {
      if (!subject.feature().isEmpty()) {
        names.add(subject.feature());
      }
    }
    return (names.isEmpty() && why != null ? why.features() : names)
        .stream().map(TelemetryText::clean).collect(Collectors.joining(","));
  }

  static Severity severity(AlertNotice notice) {
    return switch (notice.severity()) {
      case INFO -> Severity.INFO;
      case WARNING -> Severity.WARN;
      case CRITICAL -> Severity.ERROR;
      case EMERGENCY -> Severity.FATAL;
    };
  }

  static String words(AlertNotice notice) {
    StringJoiner words = new StringJoiner("");
    words.add(notice.kind() == AlertNotice.Kind.FIRING ? ": alert " : ": alert resolved, ");
    words.add(notice.key().rule());
    if (!notice.key().rule().equals(notice.condition())) {
      words.add(" (" + notice.condition() + ")");
    }
    String features = features(notice);
    return features.isEmpty() ? words.toString() : words.add(" for " + features).toString();
  }

  private static String time(long epochNanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, second), Math.floorMod(epochNanos, second))
        .toString();
  }
}
