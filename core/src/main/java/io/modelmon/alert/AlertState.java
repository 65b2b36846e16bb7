package io.modelmon.alert;

/** The states of an alert. */
public enum AlertState {
  /** The condition does not hold. */
  INACTIVE,
  /** It holds, but not for long enough. */
  PENDING,
  /** It has held for long enough and has not been gone for long enough. */
  FIRING
}
