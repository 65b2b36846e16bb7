package io.modelmon.monitor;

import io.modelmon.capture.CallOutcome;
import java.util.Map;

/**
 * The books of a model in six numbers, cumulative or of one window.
 *
 * @param calls outermost calls
 * @param errors those that threw
 * @param timed those whose duration is known; sampling may leave others untimed
 * @param durationNanos the sum of those durations
 * @param rows rows of those calls
 * @param capturedRows rows whose values were captured
 */
record CallTotals(
    long calls, long errors, long timed, long durationNanos, long rows, long capturedRows) {

  static final CallTotals NONE = new CallTotals(0, 0, 0, 0, 0, 0);

  static CallTotals of(Accounts accounts) {
    long errors = 0;
    long timed = 0;
    long nanos = 0;
    for (DurationSnapshot durations : accounts.durations()) {
      errors += durations.errorType() == null ? 0 : durations.count() + durations.untimed();
      timed += durations.count();
      nanos += durations.sumNanos();
    }
    long calls = sum(accounts.calls());
    long rows = sum(accounts.rows());
    long captured = accounts.rows().getOrDefault(CallOutcome.CAPTURED, 0L);
    return new CallTotals(calls, errors, timed, nanos, rows, captured);
  }

  private static long sum(Map<CallOutcome, Long> counts) {
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
    }
    return sum;
  }

  CallTotals minus(CallTotals earlier) {
    return new CallTotals(
        calls - earlier.calls,
        errors - earlier.errors,
        timed - earlier.timed,
        durationNanos - earlier.durationNanos,
        rows - earlier.rows,
        capturedRows - earlier.capturedRows);
  }
}
