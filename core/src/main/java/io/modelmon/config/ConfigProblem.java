package io.modelmon.config;

/**
 * One thing that is wrong in a configuration file.
 *
 * <p>All texts are one line each: control characters are escaped and long values cut. A value that
 * came from an environment variable never occurs in them.
 *
 * @param line line, counted from 1; 0 when the problem has no place
 * @param path the path of keys, such as {@code models[0].drift.alpha}; empty for the file as a
 *     whole
 * @param found what was found
 * @param expected what is allowed, or what to do
 * @param hint the nearest valid key or value, or an empty string
 */
public record ConfigProblem(int line, String path, String found, String expected, String hint) {

  /** Renders the problem as one line, for instance on a terminal or in a log. */
  @Override
  public String toString() {
    String place = line > 0 ? "line " + line + ": " : "";
    String where = path.isEmpty() ? "" : path + ": ";
    String remedy = hint.isEmpty() ? "" : " (did you mean '" + hint + "'?)";
    return place + where + found + "; " + expected + remedy;
  }
}
