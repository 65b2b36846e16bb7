package io.modelmon.alert.rule;

import java.util.Locale;

/** The short form of numbers and words in rules. */
final class Numbers {

  private Numbers() {}

  static String text(double value) {
    String shortest = Double.toString(value);
    return shortest.endsWith(".0") ? shortest.substring(0, shortest.length() - 2) : shortest;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
