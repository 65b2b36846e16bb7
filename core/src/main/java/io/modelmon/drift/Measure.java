package io.modelmon.drift;

import io.modelmon.math.Interval;

/**
 * The outcome of one drift measure.
 *
 * @param name the value of the telemetry attribute {@code modelmon.drift.measure}, such as {@code
 *     ks}, {@code tv} or {@code psi}
 * @param statistic larger is more drift, unless the measure says otherwise; NaN unless {@code
 *     status} is OK
 * @param pValue in [0, 1]; NaN where the measure has none
 * @param noise the level that sampling alone exceeds once in a hundred, in the statistic's unit;
 *     NaN where it has none
 * @param interval where the true value lies, in the statistic's unit; {@link Interval#UNKNOWN}
 *     where the measure has none
 * @param sizes how many values were compared, and how many independent ones they are worth
 * @param status whether the statistic is defined
 */
public record Measure(
    String name,
    double statistic,
    double pValue,
    double noise,
    Interval interval,
    SampleSizes sizes,
    DriftStatus status) {

  /** Creates a result whose sizes are unknown and that has no interval. */
  public Measure(String name, double statistic, double pValue, double noise, DriftStatus status) {
    this(name, statistic, pValue, noise, Interval.UNKNOWN, SampleSizes.UNKNOWN, status);
  }

  /** Returns an undefined result. */
  public static Measure undefined(String name, DriftStatus status) {
    return new Measure(name, Double.NaN, Double.NaN, Double.NaN, status);
  }

  /** Returns this result with the sizes of what was compared. */
  public Measure between(SampleSizes compared) {
    return new Measure(name, statistic, pValue, noise, interval, compared, status);
  }

  /** Returns this result with an interval. */
  public Measure within(Interval known) {
    return new Measure(name, statistic, pValue, noise, known, sizes, status);
  }

  /** Returns this result with another noise level and the interval that follows from it. */
  public Measure withNoise(double level, Interval known) {
    return new Measure(name, statistic, pValue, level, known, sizes, status);
  }

  /** Returns this result with the p-value of another test of the same question. */
  public Measure withPValue(double other) {
    return new Measure(name, statistic, other, noise, interval, sizes, status);
  }
}
