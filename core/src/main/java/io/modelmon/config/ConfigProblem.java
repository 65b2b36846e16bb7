package io.modelmon.config;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line line, counted from 1; 0 when the problem has no place
 * @param path the path of keys, such as {@code models[0].drift.alpha}
 * @param found what was found
 * @param expected what is allowed, or what to do
 * @param hint the nearest valid key, or an empty string
 */
public record ConfigProblem(int line, String path, String found, String expected, String hint) {

  @Override
  public String toString() {
    String place = line > 0 ? "line " + line + ": " : "";
    String remedy = hint.isEmpty() ? "" : " (" + hint + ")";
    return place + path + ": " + found + "; " + expected + remedy;
  }
}
