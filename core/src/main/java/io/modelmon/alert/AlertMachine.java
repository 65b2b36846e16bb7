package io.modelmon.alert;

import io.modelmon.alert.rule.Rule;
import io.modelmon.alert.threshold.Verdict;

/**
 * The states of one alert about one subject. What is unknown neither counts nor interrupts.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class AlertMachine {

  private AlertState state = AlertState.INACTIVE;
  private int inRow;
  private long firstNanos;
  private long sinceNanos;
  private long coolUntilNanos = Long.MIN_VALUE;
  private boolean announced;

  /** What an update changed. */
  enum Step {
    NONE,
    FIRED,
    RESOLVED,
    COOLING_DOWN
  }

  /**
   * Takes the verdicts of a window.
   *
   * @param holds whether the condition holds
   * @param clear whether the condition to resolve holds
   * @param nanos the end of the window
   */
  Step update(Verdict holds, Verdict clear, long nanos, AlertRule alert) {
    Rule rule = alert.rule();
    if (state == AlertState.FIRING) {
      count(clear, nanos);
      if (inRow > 0 && rule.resolutionPersistence().reached(inRow, nanos - firstNanos)) {
        rest(nanos + alert.coolDown().toNanos());
        return Step.RESOLVED;
      }
      return Step.NONE;
    }
    count(holds, nanos);
    state = inRow > 0 ? AlertState.PENDING : AlertState.INACTIVE;
    if (inRow == 0 || !rule.persistence().reached(inRow, nanos - firstNanos)) {
      return Step.NONE;
    }
    if (nanos < coolUntilNanos) {
      return holds == Verdict.TRUE ? Step.COOLING_DOWN : Step.NONE;
    }
    if (holds != Verdict.TRUE) {
      // The cool-down ended in a window that says nothing.
      return Step.NONE;
    }
    state = AlertState.FIRING;
    sinceNanos = firstNanos;
    inRow = 0;
    announced = false;
    return Step.FIRED;
  }

  private void count(Verdict verdict, long nanos) {
    if (verdict == Verdict.TRUE) {
      if (inRow == 0) {
        firstNanos = nanos;
      }
      inRow = Math.min(inRow + 1, Integer.MAX_VALUE - 1);
    } else if (verdict == Verdict.FALSE) {
      inRow = 0;
    }
  }

  private void rest(long coolUntil) {
    state = AlertState.INACTIVE;
    inRow = 0;
    coolUntilNanos = coolUntil;
  }

  /** Ends the alert without waiting; returns whether it was firing. */
  boolean end() {
    boolean wasFiring = state == AlertState.FIRING;
    rest(Long.MIN_VALUE);
    return wasFiring;
  }

  AlertState state() {
    return state;
  }

  /** Returns the end of the first window in which the condition held. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** Returns whether somebody was told that it fires. */
  boolean announced() {
    return announced;
  }

  void announce() {
    announced = true;
  }
}
