package io.modelmon.export.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one request ended.
 *
 * @param accepted whether the receiver took it
 * @param again whether it may be repeated
 * @param cause what went wrong, without anything that may be secret; empty when accepted
 * @param asked for how long the receiver wants to be left alone, or null
 */
record Attempt(boolean accepted, boolean again, String cause, @Nullable Duration asked) {

  static final Attempt ACCEPTED = new Attempt(true, false, "", null);

  static Attempt failed(String cause, boolean again) {
    return new Attempt(false, again, cause, null);
  }
}
