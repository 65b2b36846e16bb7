package io.modelmon.export.otel;

/**
 * Text that is safe to send: valid Unicode of at most {@value #MAX_LENGTH} characters.
 *
 * <p>Names of features and categories come from the application, and one lone surrogate makes a
 * whole message undecodable for strict receivers.
 */
final class TelemetryText {

  /** The greatest length of an attribute value, in UTF-16 units. */
  static final int MAX_LENGTH = 256;

  private static final char REPLACEMENT = '\uFFFD';

  private TelemetryText() {}

  /** Returns the text, cut at a character boundary, with lone surrogates replaced by U+FFFD. */
  static String clean(String text) {
    int end = Math.min(text.length(), MAX_LENGTH);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    int bad = firstLoneSurrogate(text, 0, end);
    if (bad < 0) {
      return end == text.length() ? text : text.substring(0, end);
    }
    StringBuilder cleaned = new StringBuilder(text.substring(0, end));
    while (bad >= 0) {
      cleaned.setCharAt(bad, REPLACEMENT);
      bad = firstLoneSurrogate(cleaned, bad + 1, end);
    }
    return cleaned.toString();
  }

  private static int firstLoneSurrogate(CharSequence text, int start, int end) {
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < end
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        return i;
      }
      i += pair ? 2 : 1;
    }
    return -1;
  }
}
