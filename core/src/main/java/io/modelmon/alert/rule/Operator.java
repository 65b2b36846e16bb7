package io.modelmon.alert.rule;

/** How two numbers are compared. */
public enum Operator {
  /** Greater. */
  ABOVE(">"),
  /** Greater or equal. */
  AT_LEAST(">="),
  /** Less. */
  BELOW("<"),
  /** Less or equal. */
  AT_MOST("<="),
  /** Equal. */
  EQUAL("=="),
  /** Not equal. */
  DIFFERENT("!=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the symbol of the grammar. */
  public String symbol() {
    return symbol;
  }

  /** Returns the operator that is true exactly where this one is not. */
  public Operator negated() {
    return switch (this) {
      case ABOVE -> AT_MOST;
      case AT_LEAST -> BELOW;
      case BELOW -> AT_LEAST;
      case AT_MOST -> ABOVE;
      case EQUAL -> DIFFERENT;
      case DIFFERENT -> EQUAL;
    };
  }

  /** Returns whether a value stands in this relation to a threshold; false for NaN. */
  public boolean holds(double value, double threshold) {
    return switch (this) {
      case ABOVE -> value > threshold;
      case AT_LEAST -> value >= threshold;
      case BELOW -> value < threshold;
      case AT_MOST -> value <= threshold;
      case EQUAL -> value == threshold;
      case DIFFERENT -> value < threshold || value > threshold;
    };
  }
}
