package io.modelmon.drift;

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
    return new Interval(Math.max(0, distance - noise), Double.POSITIVE_INFINITY, 1 - TAIL);
  }
}
