package io.modelmon.alert.rule;

/** A text that is not an alert rule. */
public final class RuleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String problem;
  private final String nearest;

  RuleException(int column, String problem) {
    this(column, problem, "");
  }

  RuleException(int column, String problem, String nearest) {
    super(
        "column "
            + column
            + ": "
            + problem
            + (nearest.isEmpty() ? "" : " (did you mean '" + nearest + "'?)"));
    this.column = column;
    this.problem = problem;
    this.nearest = nearest;
  }

  /** Returns the column, counted from 1, at which reading stopped. */
  public int column() {
    return column;
  }

  /** Returns what is wrong and what is allowed there. */
  public String problem() {
    return problem;
  }

  /** Returns the nearest valid word, or an empty string. */
  public String nearest() {
    return nearest;
  }
}
