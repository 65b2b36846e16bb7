package io.modelmon.config;

/** A text that is not an {@link Expression}. */
public final class ExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String problem;

  ExpressionException(int position, String problem) {
    super("position " + (position + 1) + ": " + problem);
    this.position = position;
    this.problem = problem;
  }

  /** Returns the offset in characters, counted from 0, at which reading stopped. */
  public int position() {
    return position;
  }

  /** Returns what is wrong and what is allowed there, without the position. */
  public String problem() {
    return problem;
  }
}
