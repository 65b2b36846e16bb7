package io.modelmon.export.notify;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Explanation;
import java.util.HashSet;
import java.util.Set;

/**
 * What one receiver is told of. Whoever was told that an alert fires is told when it resolves,
 * though no diagnosis says any more which one it was.
 *
 * <p><b>Threads:</b> confined to the caller.
 */
final class NoticeFilter {

  /** Alerts that are remembered; beyond, what resolves is told to be on the safe side. */
  private static final int MAX_ALERTS = 10_000;

  private final Set<String> only;
  private final Set<AlertKey> told = new HashSet<>();

  /**
   * Creates a filter.
   *
   * @param only names of rules, severities, kinds and findings of diagnoses; empty for everything
   */
  NoticeFilter(Set<String> only) {
    this.only = only;
  }

  /** Returns whether the receiver is to be told. */
  boolean wants(AlertNotice notice) {
    if (only.isEmpty()) {
      return true;
    }
    if (notice.kind() == AlertNotice.Kind.FIRING) {
      boolean wanted = matches(notice);
      if (wanted && told.size() < MAX_ALERTS) {
        told.add(notice.key());
      }
      return wanted;
    }
    boolean known = told.contains(notice.key());
    if (known && notice.stillFiring() == 0) {
      told.remove(notice.key());
    }
    return known || told.size() >= MAX_ALERTS;
  }

  private boolean matches(AlertNotice notice) {
    Explanation why = notice.explanation();
    return only.contains(notice.key().rule())
        || only.contains(notice.severity().word())
        || (why != null && (only.contains(why.kind().word()) || only.contains(why.name())));
  }
}
