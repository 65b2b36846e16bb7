package io.modelmon.agent.instrument;

/**
 * A name in which {@code *} stands for any run of characters, also an empty one and also one with
 * dots.
 *
 * <p><b>Cost:</b> at most text length × pattern length steps, no allocation; there is no input on
 * which it becomes exponential. <b>Threads:</b> immutable.
 */
final class Glob {

  private final String pattern;

  Glob(String pattern) {
    this.pattern = pattern;
  }

  /** Returns whether a name is a pattern at all. */
  static boolean isGlob(String name) {
    return name.indexOf('*') >= 0;
  }

  /** Returns what every match starts with. */
  String prefix() {
    int star = pattern.indexOf('*');
    return star < 0 ? pattern : pattern.substring(0, star);
  }

  /** Returns whether the whole text matches. */
  boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < pattern.length() && pattern.charAt(in) == text.charAt(at)) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
