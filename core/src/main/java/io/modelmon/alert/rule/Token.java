package io.modelmon.alert.rule;

/**
 * One word of a rule.
 *
 * @param kind what it is
 * @param text as written; a string without quotes and escapes
 * @param column where it starts, counted from 1
 * @param glued whether it follows the token before it without white space
 */
record Token(Kind kind, String text, int column, boolean glued) {

  /** The kinds of words. */
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
  }

  /** Returns the token as an error message shows it. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the rule";
      case STRING -> "a text in quotes";
      default -> "'" + text + "'";
    };
  }
}
