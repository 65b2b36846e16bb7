package io.modelmon.export.notify;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A writer of JSON: commas and escapes, nothing else.
 *
 * <p><b>Threads:</b> confined to the caller.
 */
final class Json {

  private final StringBuilder text = new StringBuilder(1024);
  private boolean first = true;

  Json object(@Nullable String name) {
    return open(name, '{');
  }

  Json array(@Nullable String name) {
    return open(name, '[');
  }

  Json endObject() {
    return close('}');
  }

  Json endArray() {
    return close(']');
  }

  Json text(@Nullable String name, String value) {
    next(name);
    quote(value);
    return this;
  }

  Json number(String name, long value) {
    next(name);
    text.append(value);
    return this;
  }

  /** Writes a number; one that is not finite is left out. */
  Json number(String name, double value) {
    if (Double.isFinite(value)) {
      next(name);
      text.append(value);
    }
    return this;
  }

  Json truth(String name, boolean value) {
    next(name);
    text.append(value);
    return this;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Json open(@Nullable String name, char bracket) {
    next(name);
    text.append(bracket);
    first = true;
    return this;
  }

  private Json close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  private void next(@Nullable String name) {
    if (!first) {
      text.append(',');
    }
    first = false;
    if (name != null) {
      quote(name);
      text.append(':');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        default -> {
          if (c < ' ' || c == 127 || Character.isSurrogate(c)) {
            // Also keeps half a pair from becoming a question mark.
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
