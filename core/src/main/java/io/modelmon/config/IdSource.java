package io.modelmon.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the id of a prediction or of a label comes from.
 *
 * @param expression the way to the id, or null for the id of the current OpenTelemetry trace
 */
public record IdSource(@Nullable Expression expression) {

  /** The word that stands for the id of the current trace. */
  public static final String TRACE_WORD = "trace_id";

  /** The id of the current trace. */
  public static final IdSource TRACE = new IdSource(null);

  /** Returns whether this is the id of the current trace. */
  public boolean isTrace() {
    return expression == null;
  }

  /** Returns whether the id is known only when the method has returned. */
  public boolean isReturned() {
    return expression != null && expression.root() == Expression.Root.RETURN;
  }
}
