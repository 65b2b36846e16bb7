package io.modelmon.export.otel;

/**
 * How the last request of a sender ended.
 *
 * @param success whether the receiver accepted it
 * @param retryable whether the same data may be sent again later
 * @param cause what went wrong, short and equal for equal causes; empty on success
 */
record SendOutcome(boolean success, boolean retryable, String cause) {

  static final SendOutcome SUCCESS = new SendOutcome(true, false, "");

  static SendOutcome ofStatus(int status) {
    if (status >= 200 && status < 300) {
      return SUCCESS;
    }
    return new SendOutcome(false, isRetryable(status), "HTTP status " + status);
  }

  static SendOutcome ofError(Throwable error) {
    String message = error.getMessage();
    String name = error.getClass().getSimpleName();
    return new SendOutcome(false, true, message == null ? name : name + ": " + message);
  }

  /** Returns whether the protocol allows the request to be repeated after this status. */
  static boolean isRetryable(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }
}
