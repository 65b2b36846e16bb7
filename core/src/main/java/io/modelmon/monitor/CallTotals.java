package io.modelmon.monitor;

import io.modelmon.capture.CallOutcome;

/**
 * The books of a model in five numbers, cumulative or of one window.
 *
 * @param calls outermost calls
 * @param errors those that threw
 * @param durationNanos the sum of their durations
 * @param rows rows of those calls
 * @param capturedRows rows whose values were captured
 */
record CallTotals(long calls, long errors, long durationNanos, long rows, long capturedRows) {

  static final CallTotals NONE = new CallTotals(0, 0, 0, 0, 0);

  static CallTotals of(Accounts accounts) {
    long calls = 0;
    long errors = 0;
    long nanos = 0;
    for (DurationSnapshot durations : accounts.durations()) {
      calls += durations.count();
      errors += durations.errorType() == null ? 0 : durations.count();
      nanos += durations.sumNanos();
    }
    long rows = 0;
    for (long count : accounts.rows().values()) {
      rows += count;
    }
    long captured = accounts.rows().getOrDefault(CallOutcome.CAPTURED, 0L);
    return new CallTotals(calls, errors, nanos, rows, captured);
  }

  CallTotals minus(CallTotals earlier) {
    return new CallTotals(
        calls - earlier.calls,
        errors - earlier.errors,
        durationNanos - earlier.durationNanos,
        rows - earlier.rows,
        capturedRows - earlier.capturedRows);
  }
}
