package io.modelmon.export.otel;

/**
 * Text that is safe to send: valid Unicode of at most {@value #MAX_LENGTH} characters, and where it
 * is our own words at most {@value #MAX_WORDS}.
 *
 * <p>Names of features and categories come from the application, and one lone surrogate makes a
 * whole message undecodable for strict receivers.
 */
final class TelemetryText {

  /** The greatest length of an attribute value, in UTF-16 units. */
  static final int MAX_LENGTH = 256;

  /** The greatest length of a text of ours, such as the evidence of an alert, in UTF-16 units. */
  static final int MAX_WORDS = 4_096;

  /** Room for what says how much is left out. */
  private static final int ENDING = 40;

  private static final char REPLACEMENT = '\uFFFD';

  private TelemetryText() {}

  /** Returns the text, cut at a character boundary, with lone surrogates replaced by U+FFFD. */
  static String clean(String text) {
    return valid(text, boundary(text, MAX_LENGTH));
  }

  /**
   * Returns words of ours: cut at a line, else at a comma, a blank or a character, where they are
   * too long, with how much is left out.
   */
  static String cleanWords(String text) {
    if (text.length() <= MAX_WORDS) {
      return valid(text, text.length());
    }
    int room = MAX_WORDS - ENDING;
    for (char separator : new char[] {'\n', ','}) {
      int end = text.lastIndexOf(separator, room);
      if (end > room / 2) {
        long more = text.chars().skip(end).filter(unit -> unit == separator).count();
        return valid(text, end) + separator + "… " + more + " more";
      }
    }
    int blank = text.lastIndexOf(' ', room);
    int end = blank > room / 2 ? blank : boundary(text, room);
    int left = text.length() - (end == blank ? end + 1 : end);
    return valid(text, end) + " … " + left + " more characters";
  }

  /** Returns the end of a text that is cut between characters. */
  private static int boundary(String text, int most) {
    int end = Math.min(text.length(), most);
    return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private static String valid(String text, int end) {
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
