package io.modelmon.detector;

/**
 * Law of a stream while nothing has changed.
 *
 * @param mean mean of the values, finite
 * @param standardDeviation standard deviation of the values, positive and finite
 */
public record InControl(double mean, double standardDeviation) {

  /** Checks the parameters. */
  public InControl {
    Parameter.finite("mean", mean);
    Parameter.positive("standard deviation", standardDeviation);
  }
}
