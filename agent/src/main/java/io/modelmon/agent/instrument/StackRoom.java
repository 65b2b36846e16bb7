package io.modelmon.agent.instrument;

/**
 * Makes sure that a thread has enough stack left to link a call site.
 *
 * <p>Linking loads and initialises classes, the JDK's among them. A class whose initialiser runs
 * out of stack stays unusable for good, for the application too; and the JVM writes a line to
 * standard error about class transformers that had no stack to run on. So the stack is tried first
 * with frames that do nothing.
 */
final class StackRoom {

  /** Frames of some 100 bytes interpreted and 24 compiled: far more than linking takes then. */
  private static final int FRAMES = 1024;

  /**
   * What the JDK catches while it links. When a stack ends there, before or after our part, the JVM
   * loads these to find out whether they catch the {@link StackOverflowError}.
   */
  private static final String[] CAUGHT = {
    "java.lang.invoke.WrongMethodTypeException",
    "java.lang.invoke.InvokerBytecodeGenerator$BytecodeGenerationException",
    "jdk.internal.classfile.impl.DirectCodeBuilder$LabelOverflowException",
    "java.lang.ExceptionInInitializerError",
    "java.lang.BootstrapMethodError"
  };

  private StackRoom() {}

  /** Loads what is looked at where a stack ends, as far as this JDK has it; once, at start. */
  static void prepare() {
    for (String name : CAUGHT) {
      try {
        Class.forName(name, true, null);
      } catch (ClassNotFoundException e) {
        // Another JDK, which links in another way.
      }
    }
  }

  /**
   * Returns if there is room.
   *
   * @return a number without meaning
   * @throws StackOverflowError if there is not; the JVM then links at another call
   */
  static long require() {
    return frame(FRAMES, 1, 2);
  }

  /** What is given is needed after the inner call, so it is on the stack during it. */
  private static long frame(int left, long a, long b) {
    return left == 0 ? a : a ^ frame(left - 1, b, a + left);
  }
}
