package io.modelmon.export.notify;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertNotice.Kind;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Severity;
import io.modelmon.math.Interval;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Notices for tests. */
final class Notices {

  private Notices() {}

  static AlertNotice firing(String model) {
    return notice(model, Kind.FIRING, Severity.CRITICAL);
  }

  static AlertNotice resolved(String model) {
    return notice(model, Kind.RESOLVED, Severity.CRITICAL);
  }

  static AlertNotice notice(String model, Kind kind, Severity severity) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    long since = now - TimeUnit.MINUTES.toNanos(10);
    Evidence evidence =
        new Evidence("drift.share", 0.5, 0.3, 20, new Interval(0.4, 0.6, 0.99), true);
    return new AlertNotice(
        new AlertKey(model, "7", "too much \"drift\""),
        kind,
        severity,
        "drift.share > 30%",
        now,
        3,
        List.of(new AlertSubject("", since, List.of(evidence))),
        1,
        kind == Kind.FIRING ? 1 : 0);
  }
}
