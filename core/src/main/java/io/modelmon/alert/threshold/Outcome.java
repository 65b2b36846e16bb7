package io.modelmon.alert.threshold;

/**
 * How one comparison ended.
 *
 * @param verdict whether it holds
 * @param threshold what the value was compared with, in the unit of the indicator; NaN when unknown
 */
public record Outcome(Verdict verdict, double threshold) {

  /** Nothing is known. */
  public static final Outcome UNKNOWN = new Outcome(Verdict.UNKNOWN, Double.NaN);
}
