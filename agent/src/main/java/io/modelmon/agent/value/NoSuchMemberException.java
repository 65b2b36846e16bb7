package io.modelmon.agent.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Thrown where a path names what the value's class does not have. Has no stack trace. */
public final class NoSuchMemberException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes an exception and a receiver, and throws. */
  private static final MethodHandle THROWER =
      MethodHandles.dropArguments(
          MethodHandles.throwException(Object.class, NoSuchMemberException.class), 1, Object.class);

  private NoSuchMemberException(Class<?> type, String member) {
    super(type.getTypeName() + " has no " + member, null, false, false);
  }

  /** Returns an exception that says which class lacks what, such as "member 'x'". */
  static NoSuchMemberException of(Class<?> type, String member) {
    return new NoSuchMemberException(type, member);
  }

  /** Returns a handle that takes a receiver and throws. */
  static MethodHandle thrower(Class<?> type, String member) {
    return THROWER.bindTo(of(type, member));
  }
}
