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
    Require.finite("mean", mean);
    Require.positive("standard deviation", standardDeviation);
  }
}
