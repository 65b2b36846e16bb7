package io.modelmon.alert.diagnosis;

import io.modelmon.alert.threshold.Verdict;
import io.modelmon.math.Interval;

/**
 * One number of a window beside what is usual, with the verdict of whoever measured it.
 *
 * @param sign what was observed
 * @param subject the feature, metric, error type, segment or version; empty for the whole model
 * @param abnormal whether it is beyond what chance explains; unknown when that cannot be told
 * @param before what is usual, in the unit of the sign (shares in [0, 1], durations in seconds,
 *     rates per second); NaN when unknown
 * @param now what it is in this window; NaN when unknown
 * @param n how many observations {@code now} rests on; NaN when that has no meaning
 * @param interval where the true value of {@code now} lies; {@link Interval#UNKNOWN} without one
 * @param detail further words, or empty
 */
public record Observation(
    Sign sign,
    String subject,
    Verdict abnormal,
    double before,
    double now,
    double n,
    Interval interval,
    String detail) {

  /** Creates an observation without interval and words. */
  public Observation(
      Sign sign, String subject, Verdict abnormal, double before, double now, double n) {
    this(sign, subject, abnormal, before, now, n, Interval.UNKNOWN, "");
  }

  /** Returns an observation that could not be made. */
  public static Observation unknown(Sign sign, String why) {
    return new Observation(
        sign, "", Verdict.UNKNOWN, Double.NaN, Double.NaN, Double.NaN, Interval.UNKNOWN, why);
  }

  /** Returns an observation that is told in words alone. */
  public static Observation words(Sign sign, String subject, String detail) {
    return new Observation(
        sign, subject, Verdict.TRUE, Double.NaN, Double.NaN, Double.NaN, Interval.UNKNOWN, detail);
  }

  /** Returns the same with an interval. */
  public Observation within(Interval known) {
    return new Observation(sign, subject, abnormal, before, now, n, known, detail);
  }

  /** Returns the same with further words. */
  public Observation saying(String words) {
    return new Observation(sign, subject, abnormal, before, now, n, interval, words);
  }

  /** Returns whether it is beyond what chance explains. */
  public boolean isAbnormal() {
    return abnormal == Verdict.TRUE;
  }

  /** Returns it as one line with its numbers. */
  public String text() {
    return ObservationText.of(this);
  }
}
