package io.modelmon.alert.indicator;

/** What the numbers of an indicator mean, and so which units a rule may write. */
public enum IndicatorUnit {
  /** A share in [0, 1]; rules may write {@code 30%} or {@code 0.3}. */
  SHARE,
  /** A duration in seconds; rules must write a unit of time. */
  DURATION,
  /** Events per second; rules must write {@code per second}, {@code per minute} or the like. */
  RATE,
  /** A count, a statistic or another plain number. */
  NUMBER
}
