package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * The frame of a label method on a stack. Holds names only, so that no class is kept alive.
 *
 * @param className the binary name of the class
 * @param methodName the name of the method, or null for any of the class
 */
public record LabelFrame(String className, @Nullable String methodName) {

  /** Returns whether the method runs on a thread. Costs a walk of its whole stack. */
  boolean isOn(Thread thread) {
    for (StackTraceElement element : thread.getStackTrace()) {
      if (element.getClassName().equals(className)
          && (methodName == null || element.getMethodName().equals(methodName))) {
        return true;
      }
    }
    return false;
  }
}
