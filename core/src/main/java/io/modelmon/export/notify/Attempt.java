package io.modelmon.export.notify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one request ended.
 *
 * @param accepted whether the receiver took it
 * @param again whether it may be repeated
 * @param cause what went wrong, without anything that may be secret; empty when accepted
 * @param asked for how long the receiver wants to be left alone, or null
 * @param feedback whether the receiver found the alerts right, or null when it did not say
 */
record Attempt(
    boolean accepted,
    boolean again,
    String cause,
    @Nullable Duration asked,
    @Nullable Boolean feedback) {

  private static final Pattern FEEDBACK = Pattern.compile("\"feedback\"\\s*:\\s*\"(right|wrong)\"");

  Attempt(boolean accepted, boolean again, String cause, @Nullable Duration asked) {
    this(accepted, again, cause, asked, null);
  }

  /** Returns an attempt that the receiver took and answered. */
  static Attempt accepted(byte[] answer) {
    Matcher said = FEEDBACK.matcher(new String(answer, StandardCharsets.UTF_8));
    Boolean feedback = said.find() ? said.group(1).equals("right") : null;
    return new Attempt(true, false, "", null, feedback);
  }

  static Attempt failed(String cause, boolean again) {
    return new Attempt(false, again, cause, null);
  }
}
