package io.modelmon.monitor;

/**
 * A change of what a model's predictions are worth.
 *
 * @param detector the change detector that found it
 * @param before mean of the errors before, in [0, 1]; of a gap the estimated figure
 * @param after mean of the errors now, in [0, 1]; of a gap the realised figure
 * @param n errors since the change, as far as the detector knows; of a gap the labels behind it
 * @param metric of a gap the metric, else empty
 * @param detail words about it, or empty
 */
public record ConceptDrift(
    String detector, double before, double after, long n, String metric, String detail) {

  /** Creates a change of the errors, which is about no metric. */
  public ConceptDrift(String detector, double before, double after, long n) {
    this(detector, before, after, n, "", "");
  }
}
