package io.modelmon.quality;

import io.modelmon.math.Interval;
import io.modelmon.math.WilsonInterval;

/**
 * How often something was seen in a window.
 *
 * @param hits values concerned, in [0, n]
 * @param n values looked at
 * @param effectiveN how many independent values they are worth, in [0, n]
 */
public record Rate(long hits, long n, double effectiveN) {

  /** The level of {@link #interval}. */
  public static final double LEVEL = 0.99;

  /** Checks the ranges. */
  public Rate {
    if (hits < 0 || hits > n || !(effectiveN >= 0 && effectiveN <= n)) {
      throw new IllegalArgumentException(
          "hits and effective n must be in [0, n], but are %d and %s of %d"
              .formatted(hits, effectiveN, n));
    }
  }

  /** Returns hits / n, NaN when n is 0. */
  public double share() {
    return n == 0 ? Double.NaN : (double) hits / n;
  }

  /** Returns Wilson's 99 % interval of the share, at the effective size. */
  public Interval interval() {
    double scaled = n == 0 ? 0 : hits * (effectiveN / n);
    WilsonInterval wilson = WilsonInterval.of(Math.min(scaled, effectiveN), effectiveN, LEVEL);
    return new Interval(wilson.lower(), wilson.upper(), LEVEL);
  }
}
