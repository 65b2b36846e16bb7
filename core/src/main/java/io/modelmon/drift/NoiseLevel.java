package io.modelmon.drift;

import io.modelmon.math.Interval;
import java.util.function.DoubleSupplier;

/** The one level at which every measure states its noise. */
final class NoiseLevel {

  /** Share of undrifted comparisons that exceed the noise of their measure. */
  static final double TAIL = 0.01;

  private NoiseLevel() {}

  /**
   * Returns where the true distance lies when sampling moves a distance by at most its noise,
   * drifted or not: no lower than distance − noise, by the triangle inequality.
   *
   * @param distance the measured one, of a measure that is a metric and whose noise depends on no
   *     distribution
   * @param noise the level that sampling alone exceeds with probability {@link #TAIL}
   */
  static Interval lowerBound(double distance, double noise) {
    double excess = distance - noise;
    double lower = excess > 0 ? excess : 0; // also when both have overflowed
    return new Interval(lower, Double.POSITIVE_INFINITY, 1 - TAIL);
  }

  /**
   * Returns where the true distance lies when the pooled sides say how far sampling moves it: with
   * drift, one side may vary more than the pooled ones do.
   *
   * @param distance the measured one, a norm of the difference of the two sides
   * @param noise the level under the pooled sides
   * @param opposed the level under the mixture in which each side weighs as much as it varies
   *     ({@link Alignment#opposedShare}), as dear as noise; asked for only where the bound would be
   *     above 0 without it
   */
  static Interval lowerBound(double distance, double noise, DoubleSupplier opposed) {
    return lowerBound(distance, distance > noise ? Math.max(noise, opposed.getAsDouble()) : noise);
  }
}
