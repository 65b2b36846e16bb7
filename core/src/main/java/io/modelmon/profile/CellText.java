package io.modelmon.profile;

import org.jspecify.annotations.Nullable;

/**
 * The bridge between numbers and texts: which texts are numbers, and how a number is called when it
 * is a category.
 *
 * <p>Both sides of a comparison go through here, so that a training file that says {@code 3.0}, a
 * service that passes the integer 3 and one that passes {@code 3f} mean the same category, and so
 * do {@code True} and a truth value.
 */
public final class CellText {

  /** Longer categories are cut: no longer ones are captured. */
  public static final int MAX_LENGTH = 128;

  private static final String TRUE = "true";
  private static final String FALSE = "false";
  private static final double MAX_EXACT_INTEGER = 1e15;

  private CellText() {}

  /** Returns whether a text stands for a missing value: blank, or {@code NaN} in any case. */
  public static boolean isMissing(String text) {
    return text.isBlank() || text.equalsIgnoreCase("nan");
  }

  /**
   * Returns whether a text is a decimal number, so that {@link Double#parseDouble} takes it.
   * Surrounding blanks are allowed; hexadecimal notation and type suffixes are not.
   */
  public static boolean isNumber(String text) {
    String trimmed = text.strip();
    int at = signEnd(trimmed, 0);
    int integerEnd = digitsEnd(trimmed, at);
    int digits = integerEnd - at;
    at = integerEnd;
    if (at < trimmed.length() && trimmed.charAt(at) == '.') {
      int fractionEnd = digitsEnd(trimmed, at + 1);
      digits += fractionEnd - at - 1;
      at = fractionEnd;
    }
    if (digits == 0) {
      return false;
    }
    if (at < trimmed.length() && (trimmed.charAt(at) == 'e' || trimmed.charAt(at) == 'E')) {
      int exponent = signEnd(trimmed, at + 1);
      at = digitsEnd(trimmed, exponent);
      return at > exponent && at == trimmed.length();
    }
    return at == trimmed.length();
  }

  /**
   * Returns the number that a text stands for: a decimal number, an infinity as Python, R and Java
   * write it, or a truth value, which is 1 or 0. NaN where it is none of these.
   */
  public static double number(String text) {
    if (isNumber(text)) {
      return Double.parseDouble(text.strip());
    }
    String trimmed = text.strip();
    String truth = truth(trimmed);
    return truth == null ? infinity(trimmed) : truth.length() == TRUE.length() ? 1 : 0;
  }

  /** Returns whether a text is {@code true} or {@code false}, in any case. */
  public static boolean isTruth(String text) {
    return truth(text.strip()) != null;
  }

  /** Returns whether a text is no number, but would be one with a point for its decimal comma. */
  public static boolean hasDecimalComma(String text) {
    int comma = text.lastIndexOf(',');
    return comma >= 0
        && !isNumber(text)
        && isNumber(text.substring(0, comma).replace(".", "") + "." + text.substring(comma + 1));
  }

  private static @Nullable String truth(String text) {
    if (text.length() == TRUE.length() && text.equalsIgnoreCase(TRUE)) {
      return TRUE;
    }
    return text.length() == FALSE.length() && text.equalsIgnoreCase(FALSE) ? FALSE : null;
  }

  private static double infinity(String text) {
    String name = text.substring(signEnd(text, 0));
    if (!name.equalsIgnoreCase("inf") && !name.equalsIgnoreCase("infinity")) {
      return Double.NaN;
    }
    return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static int signEnd(String text, int from) {
    boolean sign = from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+');
    return sign ? from + 1 : from;
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** Returns the category that a finite number stands for: the shortest text that gives it back. */
  public static String category(double value) {
    if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT_INTEGER) {
      return Long.toString((long) value);
    }
    float narrow = (float) value;
    return narrow == value ? Float.toString(narrow) : Double.toString(value);
  }

  /**
   * Returns the category that a text stands for: as {@link #name}, but a truth value is {@code
   * true} or {@code false} however it is written, so that Python's {@code True} is Java's {@code
   * true}.
   */
  public static String category(String text) {
    String truth = truth(text);
    return truth == null ? name(text) : truth;
  }

  /** Returns the name that a text stands for: cut to length, and whole numbers without ".0". */
  public static String name(String text) {
    String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    int point = cut.length() - 2;
    if (point < 1 || cut.charAt(point) != '.' || cut.charAt(point + 1) != '0') {
      return cut;
    }
    int first = cut.charAt(0) == '-' ? 1 : 0;
    boolean whole = first < point && digitsEnd(cut, first) == point;
    return whole ? cut.substring(0, point) : cut;
  }
}
