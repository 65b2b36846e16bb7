package io.modelmon.alert.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a rule, read one after the other.
 *
 * <p><b>Cost:</b> one pass. <b>Threads:</b> confined to the caller.
 */
final class Tokens {

  static final int MAX_LENGTH = 1024;

  private static final String SINGLE_SYMBOLS = "()[]{}.,+-%*/<>=";
  private static final String TWO_CHARACTER_SYMBOLS = ">= <= == !=";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int offset;
  private int next;

  Tokens(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new RuleException(MAX_LENGTH + 1, "a rule has at most " + MAX_LENGTH + " characters");
    }
    this.text = text;
    split();
  }

  /** Returns the next token without taking it. */
  Token peek() {
    return tokens.get(next);
  }

  /** Returns the token after the next one. */
  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  /** Takes the next token; the end is never passed. */
  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  /** Takes the next token if it is this symbol or word. */
  boolean accept(String symbolOrWord) {
    if (peek().is(symbolOrWord)) {
      next++;
      return true;
    }
    return false;
  }

  /** Takes this symbol or word. */
  void expect(String symbolOrWord, String where) {
    if (!accept(symbolOrWord)) {
      throw new RuleException(
          peek().column(),
          "'" + symbolOrWord + "' must follow " + where + ", not " + peek().shown());
    }
  }

  private void split() {
    while (true) {
      int before = offset;
      while (offset < text.length() && Character.isWhitespace(text.charAt(offset))) {
        offset++;
      }
      boolean glued = offset == before && offset > 0;
      int start = offset;
      if (start == text.length()) {
        tokens.add(new Token(Token.Kind.END, "", start + 1, glued));
        return;
      }
      char first = text.charAt(start);
      Token.Kind kind;
      String value;
      if (isLetter(first)) {
        kind = Token.Kind.NAME;
        value = name();
      } else if (isDigit(first)) {
        kind = Token.Kind.NUMBER;
        value = number();
      } else if (first == '"') {
        kind = Token.Kind.STRING;
        value = quoted();
      } else {
        kind = Token.Kind.SYMBOL;
        value = symbol();
      }
      tokens.add(new Token(kind, value, start + 1, glued));
    }
  }

  private String name() {
    int start = offset;
    while (offset < text.length()
        && (isLetter(text.charAt(offset)) || isDigit(text.charAt(offset)))) {
      offset++;
    }
    return text.substring(start, offset);
  }

  private String number() {
    int start = offset;
    digits();
    if (at('.') && offset + 1 < text.length() && isDigit(text.charAt(offset + 1))) {
      offset++;
      digits();
    }
    exponent();
    return text.substring(start, offset);
  }

  /** Takes an exponent; a letter after it makes it the beginning of a unit instead. */
  private void exponent() {
    if (!at('e') && !at('E')) {
      return;
    }
    int before = offset;
    offset++;
    if (at('+') || at('-')) {
      offset++;
    }
    int firstDigit = offset;
    digits();
    if (offset == firstDigit) {
      offset = before;
    }
  }

  private void digits() {
    while (offset < text.length() && isDigit(text.charAt(offset))) {
      offset++;
    }
  }

  private String quoted() {
    int start = offset++;
    StringBuilder value = new StringBuilder();
    while (offset < text.length()) {
      char character = text.charAt(offset++);
      if (character == '"') {
        return value.toString();
      }
      if (character == '\\' && offset < text.length()) {
        character = text.charAt(offset++);
      }
      value.append(character);
    }
    throw new RuleException(start + 1, "the closing \" of this text is missing");
  }

  private String symbol() {
    if (offset + 1 < text.length()) {
      String two = text.substring(offset, offset + 2);
      if (!two.contains(" ") && TWO_CHARACTER_SYMBOLS.contains(two)) {
        offset += 2;
        return two;
      }
    }
    char one = text.charAt(offset);
    if (SINGLE_SYMBOLS.indexOf(one) < 0) {
      throw new RuleException(offset + 1, unexpected(one));
    }
    offset++;
    return String.valueOf(one);
  }

  private String unexpected(char character) {
    if (character == '\'') {
      return "texts stand in double quotes";
    }
    if (character == '&') {
      return "conditions are joined by the word 'and'";
    }
    if (character == '|') {
      return "conditions are joined by the word 'or'";
    }
    if (character == '!') {
      return "a condition is negated by the word 'not'";
    }
    return character >= ' ' && character < 127
        ? "'" + character + "' has no meaning in a rule"
        : String.format("the character U+%04X has no meaning in a rule", (int) character);
  }

  private boolean at(char character) {
    return offset < text.length() && text.charAt(offset) == character;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
