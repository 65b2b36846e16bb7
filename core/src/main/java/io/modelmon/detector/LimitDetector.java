package io.modelmon.detector;

/** A change detector that says drift when, and only when, its statistic exceeds a fixed limit. */
interface LimitDetector extends ChangeDetector {

  /**
   * Returns the statistic after the last value, NaN where the method computes none, as while it
   * warms up. The larger, the nearer to drift.
   */
  double statistic();
}
