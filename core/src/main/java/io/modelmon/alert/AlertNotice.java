package io.modelmon.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one window has to say about one rule: everything that began to fire, or that resolved, in
 * one notice.
 *
 * @param key what it is about
 * @param kind whether the subjects fire or have resolved
 * @param severity how urgent
 * @param condition the rule as written
 * @param epochNanos when, nanoseconds since 1970
 * @param windowNumber the window behind it; 0 when no window is
 * @param subjects the first of the subjects, at most {@value #MAX_SUBJECTS}
 * @param subjectCount how many there are
 * @param stillFiring how many subjects of this rule fire after it
 * @param explanation why, or null when nothing can be said
 */
public record AlertNotice(
    AlertKey key,
    Kind kind,
    Severity severity,
    String condition,
    long epochNanos,
    long windowNumber,
    List<AlertSubject> subjects,
    int subjectCount,
    int stillFiring,
    @Nullable Explanation explanation) {

  /** How many subjects are named. */
  public static final int MAX_SUBJECTS = 20;

  /** The kinds of notices. */
  public enum Kind {
    /** Subjects have begun to fire. */
    FIRING,
    /** Subjects have resolved. */
    RESOLVED
  }

  /** Copies the list. */
  public AlertNotice {
    subjects = List.copyOf(subjects);
  }

  /** Creates a notice without explanation. */
  public AlertNotice(
      AlertKey key,
      Kind kind,
      Severity severity,
      String condition,
      long epochNanos,
      long windowNumber,
      List<AlertSubject> subjects,
      int subjectCount,
      int stillFiring) {
    this(
        key,
        kind,
        severity,
        condition,
        epochNanos,
        windowNumber,
        subjects,
        subjectCount,
        stillFiring,
        null);
  }

  /** Returns this notice with an explanation. */
  public AlertNotice explained(@Nullable Explanation why) {
    return new AlertNotice(
        key,
        kind,
        severity,
        condition,
        epochNanos,
        windowNumber,
        subjects,
        subjectCount,
        stillFiring,
        why);
  }

  /** Returns when the first of its subjects began, nanoseconds since 1970. */
  public long sinceEpochNanos() {
    return subjects.stream().mapToLong(AlertSubject::sinceEpochNanos).min().orElse(epochNanos);
  }
}
