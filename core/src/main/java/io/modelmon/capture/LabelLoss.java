package io.modelmon.capture;

import java.util.Locale;

/** Why a label never reached the join. */
public enum LabelLoss {
  /** No room in the ring. */
  FULL,
  /** There was no usable id. */
  ID,
  /** There was no usable label. */
  LABEL,
  /** Reading id or label failed. */
  EXTRACTION,
  /** A line of a file with labels could not be read. */
  LINE;

  /** Returns the value of the telemetry attribute {@code modelmon.reason}. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
