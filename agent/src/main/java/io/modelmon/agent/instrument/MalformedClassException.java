package io.modelmon.agent.instrument;

/** Bytes that are not a class file this package can read. Has no stack trace: it is a result. */
final class MalformedClassException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedClassException(String reason) {
    super(reason, null, false, false);
  }
}
