package io.modelmon.agent.labels;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a JSON Lines file: an object whose values are texts, numbers, truth values or null.
 *
 * @param values texts and numbers as written, unescaped; null for {@code null}
 * @param number whether the value of {@code label} is a number
 * @see "RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format"
 */
record JsonLine(Map<String, @Nullable String> values, boolean number) {

  private static final int MAX_KEYS = 16;

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is no such object; the message says why
   */
  static JsonLine parse(String line) {
    return new Parser(line).object();
  }

  private static final class Parser {
    private final String text;
    private int at;
    private boolean number;

    Parser(String text) {
      this.text = text;
    }

    JsonLine object() {
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      boolean labelIsNumber = false;
      expect('{');
      if (next() != '}') {
        do {
          String key = string();
          expect(':');
          if (values.containsKey(key) || values.size() == MAX_KEYS) {
            throw new IllegalArgumentException("the same key twice, or too many keys");
          }
          values.put(key, value());
          labelIsNumber |= number && key.equals("label");
        } while (accept(','));
      }
      expect('}');
      if (at < text.length() && next() != 0) {
        throw new IllegalArgumentException("something after the object");
      }
      return new JsonLine(values, labelIsNumber);
    }

    private @Nullable String value() {
      char first = next();
      number = first == '-' || (first >= '0' && first <= '9');
      if (first == '"') {
        return string();
      }
      int start = at;
      while (at < text.length() && isOfWord(text.charAt(at))) {
        at++;
      }
      String word = text.substring(start, at);
      return switch (word) {
        case "true", "false" -> word;
        case "null" -> null;
        default -> {
          if (!number || !word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            throw new IllegalArgumentException("a text, a number or a truth value is needed");
          }
          yield word;
        }
      };
    }

    private static boolean isOfWord(char c) {
      return "+-.".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
    }

    private String string() {
      expect('"');
      StringBuilder string = new StringBuilder();
      while (true) {
        char c = character();
        if (c == '"') {
          return string.toString();
        }
        if (c < ' ') {
          throw new IllegalArgumentException("a control character in a text");
        }
        string.append(c == '\\' ? escaped() : c);
      }
    }

    private char escaped() {
      char c = character();
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unicode();
        default -> throw new IllegalArgumentException("an unknown escape in a text");
      };
    }

    private char unicode() {
      if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
        throw new IllegalArgumentException("four hexadecimal digits are needed after \\u");
      }
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private char character() {
      if (at == text.length()) {
        throw new IllegalArgumentException("a text does not end");
      }
      return text.charAt(at++);
    }

    /** Returns the next character that is no white space, or 0 at the end. */
    private char next() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at == text.length() ? 0 : text.charAt(at);
    }

    private boolean accept(char wanted) {
      if (next() != wanted) {
        return false;
      }
      at++;
      return true;
    }

    private void expect(char wanted) {
      if (!accept(wanted)) {
        throw new IllegalArgumentException("'" + wanted + "' is missing");
      }
    }
  }
}
