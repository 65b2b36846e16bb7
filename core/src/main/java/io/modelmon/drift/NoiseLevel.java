package io.modelmon.drift;

import io.modelmon.math.Interval;

/** The one level at which every measure states its noise. */
final class NoiseLevel {

  /** Share of undrifted comparisons that exceed the noise of their measure. */
  static final double TAIL = 0.01;

  private NoiseLevel() {}

  /**
   * Returns where the true distance lies when sampling moves a distance by at most its noise: no
   * lower than distance − noise, by the triangle inequality.
   *
   * @param distance the measured one, of a measure that is a metric
   * @param noise the level that sampling alone exceeds with probability {@link #TAIL}
   */
  static Interval lowerBound(double distance, double noise) {
    double excess = distance - noise;
    double lower = excess > 0 ? excess : 0; // also when both have overflowed
    return new Interval(lower, Double.POSITIVE_INFINITY, 1 - TAIL);
  }
}
