package io.modelmon.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Substitution of {@code ${NAME}} and {@code ${NAME:-default}} by environment variables.
 *
 * <p>Names are upper-case letters, digits and {@code _}. What is put in is not looked at again. A
 * variable that is empty counts as missing. The text that all substitutions of a file put in is
 * bounded, so that a small file cannot become a large one.
 */
final class EnvironmentValues {
  private static final int MAX_TOTAL = 262_144;
  private static final String SYNTAX = "write ${NAME} or ${NAME:-default}, NAME in upper case";

  private final Function<String, @Nullable String> variables;
  private final Problems problems;
  private int total;

  EnvironmentValues(Function<String, @Nullable String> variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** Returns the text with variables put in, or null when that failed and was reported. */
  @Nullable String substitute(String text, int line, String path) {
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", done)) {
      result.append(text, done, open);
      int close = text.indexOf('}', open);
      String value = close < 0 ? null : variable(text.substring(open + 2, close), line, path);
      if (close < 0) {
        problems.add(line, path, "found '${' without '}'", SYNTAX);
      }
      if (value == null) {
        return null;
      }
      total += value.length();
      if (total > MAX_TOTAL) {
        problems.add(line, path, "environment variables put in too much text", "shorten them");
        return null;
      }
      result.append(value);
      done = close + 1;
    }
    return result.append(text, done, text.length()).toString();
  }

  private @Nullable String variable(String inside, int line, String path) {
    int separator = inside.indexOf(":-");
    String name = separator < 0 ? inside : inside.substring(0, separator);
    String fallback = separator < 0 ? null : inside.substring(separator + 2);
    if (!name.matches("[A-Z_][A-Z0-9_]*") || (fallback != null && fallback.contains("${"))) {
      problems.add(line, path, "found '${" + Shown.of(inside) + "}'", SYNTAX);
      return null;
    }
    String value = variables.apply(name);
    if (value != null && !value.isEmpty()) {
      return value;
    }
    if (fallback == null) {
      problems.add(
          line,
          path,
          "the environment variable " + Shown.of(name) + " is not set or empty",
          "set it, or give a default: ${" + Shown.of(name) + ":-default}");
    }
    return fallback;
  }
}
