package io.modelmon.profile;

/**
 * Takes the values of one column, row by row: every row delivers exactly one value, and the last
 * row of a call is followed by {@link #endCall}.
 */
public interface ColumnSink {

  /** Takes a number; NaN is missing, an infinity is invalid. */
  void number(double value);

  /** Takes a text; a blank one is missing. */
  void text(String value);

  /** Takes a value that is neither a number nor a text. */
  void wrongType();

  /** Ends a call, whose rows depend on each other. */
  void endCall();
}
