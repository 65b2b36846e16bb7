package io.modelmon.drift;

import io.modelmon.math.Interval;
import java.util.Locale;

/**
 * The outcome of one drift measure.
 *
 * @param name the value of the telemetry attribute {@code modelmon.drift.measure}, such as {@code
 *     ks}, {@code tv} or {@code psi}
 * @param statistic larger is more drift, unless the measure says otherwise; NaN unless {@code
 *     status} is OK
 * @param pValue in [0, 1]; NaN where the measure has none; what decides, see {@link #shownPValue}
 * @param noise the level that sampling alone exceeds once in a hundred, in the statistic's unit;
 *     NaN where it has none
 * @param interval where the true value lies, in the statistic's unit; {@link Interval#UNKNOWN}
 *     where the measure has none
 * @param sizes how many values were compared, and how many independent ones they are worth
 * @param status whether the statistic is defined
 * @param pValueResolution where the law behind the p-value ends, in [0, 1): a smaller one says no
 *     more than that it is below; 0 where any says what it is
 */
public record Measure(
    String name,
    double statistic,
    double pValue,
    double noise,
    Interval interval,
    SampleSizes sizes,
    DriftStatus status,
    double pValueResolution) {

  /** Creates a result whose sizes are unknown and that has no interval; any p-value counts. */
  public Measure(String name, double statistic, double pValue, double noise, DriftStatus status) {
    this(name, statistic, pValue, noise, Interval.UNKNOWN, SampleSizes.UNKNOWN, status, 0);
  }

  /** Returns an undefined result. */
  public static Measure undefined(String name, DriftStatus status) {
    return new Measure(name, Double.NaN, Double.NaN, Double.NaN, status);
  }

  /** Returns this result with the sizes of what was compared. */
  public Measure between(SampleSizes compared) {
    return new Measure(
        name, statistic, pValue, noise, interval, compared, status, pValueResolution);
  }

  /** Returns this result with an interval. */
  public Measure within(Interval known) {
    return new Measure(name, statistic, pValue, noise, known, sizes, status, pValueResolution);
  }

  /** Returns this result with another noise level and the interval that follows from it. */
  public Measure withNoise(double level, Interval known) {
    return new Measure(name, statistic, pValue, level, known, sizes, status, pValueResolution);
  }

  /** Returns this result with the p-value of another test of the same question. */
  public Measure withPValueOf(Measure test) {
    return new Measure(
        name, statistic, test.pValue, noise, interval, sizes, status, test.pValueResolution);
  }

  /** Returns this result with a p-value that tells nothing below {@code resolution}. */
  public Measure resolving(double resolution) {
    return new Measure(name, statistic, pValue, noise, interval, sizes, status, resolution);
  }

  /** Returns the p-value as a number for people to see: never less than its resolution. */
  public double shownPValue() {
    return Math.max(pValue, pValueResolution); // NaN stays NaN
  }

  /** Returns the p-value in words, such as {@code p 0.012} or {@code p < 0.001}. */
  public String pValueWords() {
    return pValue < pValueResolution
        ? "p < " + pValueResolution
        : String.format(Locale.ROOT, "p %.2g", pValue);
  }
}
