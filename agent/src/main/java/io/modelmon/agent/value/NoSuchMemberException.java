package io.modelmon.agent.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Thrown where a path names a member that the value's class does not have. Has no stack trace. */
public final class NoSuchMemberException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes a receiver and throws. */
  static final MethodHandle THROWER =
      MethodHandles.dropArguments(
          MethodHandles.throwException(Object.class, NoSuchMemberException.class)
              .bindTo(new NoSuchMemberException()),
          0,
          Object.class);

  private NoSuchMemberException() {
    super("no such member", null, false, false);
  }
}
