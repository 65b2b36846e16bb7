package io.modelmon.quality;

import java.util.Locale;

/** The kinds of data-quality issues. */
public enum QualityRule {
  /** Values that are null, absent, blank or NaN. */
  MISSING,
  /** Infinities. */
  NON_FINITE,
  /** Values that are no numbers where numbers are expected. */
  WRONG_TYPE,
  /** Numbers beyond declared limits or the range of the reference. */
  OUT_OF_RANGE,
  /** Categories that the reference never saw. */
  UNSEEN,
  /** One and the same value in a whole window. */
  CONSTANT,
  /** One and the same value in the last calls of a window. */
  STUCK,
  /** More different categories than the reference foretells. */
  CARDINALITY,
  /** Rows that repeat one shortly before; about the rows of a model, not about a feature. */
  DUPLICATE_ROWS;

  /** Returns the value of the attribute {@code modelmon.quality.rule}, also the key in files. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
