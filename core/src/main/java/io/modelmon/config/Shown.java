package io.modelmon.config;

/** Text of the file made safe for one line of a message. */
final class Shown {
  private static final int MAX_LENGTH = 60;

  private Shown() {}

  /** Returns the text with everything but printable characters escaped, cut when long. */
  static String of(String text) {
    return shown(text, MAX_LENGTH);
  }

  /** Returns a message with everything but printable characters escaped. */
  static String line(String text) {
    return shown(text, text.length());
  }

  private static String shown(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), longest);
    for (int i = 0; i < end; i++) {
      char next = text.charAt(i);
      if (isPrintable(next)) {
        shown.append(next);
      } else {
        shown.append(String.format("\\u%04x", (int) next));
      }
    }
    return end < text.length() ? shown + "…" : shown.toString();
  }

  /** Returns whether a text may be a name: at most 128 characters, none of them a control. */
  static boolean isName(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      length++;
      if (length > 128 || !isAllowedInName(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowedInName(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static boolean isPrintable(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
