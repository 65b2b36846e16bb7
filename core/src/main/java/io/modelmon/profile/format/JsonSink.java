package io.modelmon.profile.format;

import java.util.HexFormat;
import java.util.List;

/**
 * Content as JSON (RFC 8259), indented, arrays of numbers on one line.
 *
 * <p>Numbers are written so that reading gives the same double back; NaN and infinities, which JSON
 * lacks, are the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. Hashes are
 * hexadecimal texts, since many tools read numbers as doubles.
 */
public final class JsonSink implements ContentSink {

  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean empty = true;

  /** Creates a sink for one object. */
  public JsonSink() {
    open('{');
  }

  /** Ends the object and returns it. */
  public String toJson() {
    close('}');
    return out.append('\n').toString();
  }

  private void open(char bracket) {
    out.append(bracket);
    depth++;
    empty = true;
  }

  private void close(char bracket) {
    depth--;
    if (!empty) {
      newLine();
    }
    out.append(bracket);
    empty = false;
  }

  private void newLine() {
    out.append('\n').append("  ".repeat(depth));
  }

  private StringBuilder value(String key) {
    if (!empty) {
      out.append(',');
    }
    newLine();
    empty = false;
    if (!key.isEmpty()) {
      quoted(key);
      out.append(": ");
    }
    return out;
  }

  @Override
  public void begin(String key) {
    value(key);
    open('{');
  }

  @Override
  public void end() {
    close('}');
  }

  @Override
  public void beginList(String key, int size) {
    value(key);
    open('[');
  }

  @Override
  public void endList() {
    close(']');
  }

  @Override
  public void choice(String key, List<String> choices, int index) {
    text(key, choices.get(index));
  }

  @Override
  public void text(String key, String value) {
    value(key);
    quoted(value);
  }

  @Override
  public void flag(String key, boolean value) {
    value(key).append(value);
  }

  @Override
  public void size(String key, int value) {
    value(key).append(value);
  }

  @Override
  public void count(String key, long value) {
    value(key).append(value);
  }

  @Override
  public void number(String key, double value) {
    value(key);
    number(value);
  }

  private void number(double value) {
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      quoted(Double.toString(value));
    }
  }

  @Override
  public void counts(String key, long[] values) {
    value(key).append('[');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ", ").append(values[i]);
    }
    out.append(']');
  }

  @Override
  public void numbers(String key, double[] values) {
    value(key).append('[');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ", ");
      number(values[i]);
    }
    out.append(']');
  }

  @Override
  public void texts(String key, List<String> values) {
    value(key).append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      quoted(values.get(i));
    }
    out.append(']');
  }

  @Override
  public void hashes(String key, long[] values) {
    value(key).append('[');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "\"" : ", \"");
      out.append(HexFormat.of().toHexDigits(values[i])).append('"');
    }
    out.append(']');
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || isLone(text, i)) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Half a character cannot be written in UTF-8. */
  private static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
