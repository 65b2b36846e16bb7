package io.modelmon.performance.join;

/** What an entry of a join is; the rules are in the description of this package. */
enum EntryKind {
  /** A prediction without label; its time is the prediction's. */
  WAITING,
  /** A label of a prediction that was joined; its time is the label's. */
  REMEMBERED,
  /** A label without prediction; its time is the label's. */
  EARLY;

  static final EntryKind[] ALL = values();
}
