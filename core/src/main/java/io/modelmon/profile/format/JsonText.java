package io.modelmon.profile.format;

/**
 * The tokens of a JSON text (RFC 8259), strictly: no comments, no trailing commas, no leading
 * zeros, no raw control characters.
 *
 * <p><b>Cost:</b> no recursion; memory only for the token that is read.
 */
final class JsonText {

  private static final int MAX_NUMBER = 64;

  private final String text;
  private int at;

  JsonText(String text) {
    this.text = text;
  }

  /** Returns the characters that are left. */
  int left() {
    return text.length() - at;
  }

  /** Returns the next character that is not white space without taking it, or 0 at the end. */
  char peek() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Takes a character. */
  void take(char wanted) {
    if (peek() != wanted) {
      throw problem("expected '" + wanted + "', but found " + shown());
    }
    at++;
  }

  /** Takes a word such as {@code true}. Returns false and takes nothing when it is not there. */
  boolean takeWord(String word) {
    peek();
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  /** Takes a number as it is written. */
  String number() {
    peek();
    int start = at;
    skip('-');
    if (!skip('0') && !digits()) {
      at = start;
      throw problem("expected a number, but found " + shown());
    }
    if (skip('.') && !digits()) {
      throw problem("a digit must follow the point");
    }
    if (skip('e') || skip('E')) {
      boolean unused = skip('+') || skip('-');
      if (!digits()) {
        throw problem("an exponent must have a digit");
      }
    }
    if (at - start > MAX_NUMBER) {
      throw problem("a number of more than " + MAX_NUMBER + " characters");
    }
    return text.substring(start, at);
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  /** Takes a quoted text. */
  String quoted() {
    take('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw problem("a text does not end");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < 0x20) {
        at--;
        throw problem("a control character in a text");
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw problem("an unknown escape in a text");
    };
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        throw problem("four hexadecimal digits must follow \\u");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  /** Returns how many characters were taken. */
  int taken() {
    return at;
  }

  /** Returns where the reader stands, both counted from 1; costs a look at all that was taken. */
  String place() {
    return place(at);
  }

  /** Returns where the reader stood after so many characters. */
  String place(int position) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(position, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return "line " + line + ", column " + (position - lineStart + 1);
  }

  ContentException problem(String what) {
    return new ContentException(place(), what);
  }

  private String shown() {
    char c = peek();
    return c == 0 ? "the end" : c < 0x20 || c > 0x7e ? "\\u%04x".formatted((int) c) : "'" + c + "'";
  }
}
