package com.example.credit.model;

import java.util.List;

/**
 * One input of the credit model.
 *
 * @param name the attribute's name
 * @param levels the values a category can take; empty for a number
 */
public record Attribute(String name, List<String> levels) {

  /** Copies the levels. */
  public Attribute {
    levels = List.copyOf(levels);
  }

  /** Tells whether the attribute is a number. */
  public boolean numeric() {
    return levels.isEmpty();
  }

  /**
   * Returns a raw value (a number, or text as in a CSV file) as Double or String.
   *
   * @throws IllegalArgumentException when it is not a number, or not one of the levels
   */
  public Object parse(Object raw) {
    if (!numeric()) {
      String level = raw.toString();
      if (!levels.contains(level)) {
        throw new IllegalArgumentException(name + " must be one of " + levels + ", not " + level);
      }
      return level;
    }
    try {
      return raw instanceof Number number ? number.doubleValue() : Double.valueOf(raw.toString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, not " + raw, e);
    }
  }
}
