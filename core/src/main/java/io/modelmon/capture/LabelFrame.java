package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * The frame of a label method on a stack. Holds names only, so that no class is kept alive.
 *
 * @param className the binary name of the class
 * @param methodName the name of the method, or null for any of the class
 */
public record LabelFrame(String className, @Nullable String methodName) {

  /** The JVM shows so many frames of another thread, and none below them. */
  private static final int MAX_SHOWN = 1024;

  /**
   * Returns whether the method runs on a thread, or may run there, since not the whole stack can be
   * seen. Costs a walk of the stack.
   */
  boolean isOn(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    if (stack.length >= MAX_SHOWN || (stack.length > 0 && !isBottom(stack[stack.length - 1]))) {
      return true;
    }
    for (StackTraceElement element : stack) {
      if (element.getClassName().equals(className)
          && (methodName == null || element.getMethodName().equals(methodName))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBottom(StackTraceElement element) {
    return element.getMethodName().equals("run") || element.getMethodName().equals("main");
  }
}
