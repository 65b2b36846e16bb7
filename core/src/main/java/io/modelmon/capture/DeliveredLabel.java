package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * A label that somebody read for an application that did not bring it by a call.
 *
 * @param id the id of its prediction, 1 to 128 characters
 * @param number the label when it is a number, else NaN
 * @param text the label when it is a text, else null
 * @param epochMillis when the label was made, or {@link #NOW}
 * @param source where it comes from
 * @param place where it stands there, for messages
 */
public record DeliveredLabel(
    String id,
    double number,
    @Nullable String text,
    long epochMillis,
    LabelSource source,
    long place) {

  /** Stands for a time that is not known: that of the join. */
  public static final long NOW = -1;
}
