package io.modelmon.benchmarks.hotpath;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/**
 * The bytes that a thread has allocated. The JVM does not tell those of a virtual thread; there it
 * is the bytes of all threads of the process, which is more by what others allocate meanwhile.
 */
final class AllocatedBytes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final MethodHandle OF_ALL = ofAll();

  private AllocatedBytes() {}

  /** Returns the bytes so far; not in the loop that is measured. */
  static long soFar() {
    long own = THREADS.getCurrentThreadAllocatedBytes();
    if (own >= 0) {
      return own;
    }
    try {
      return (long) OF_ALL.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("no thread's bytes are told", e);
    }
  }

  /** Returns a method of Java 21, which is the first that has virtual threads. */
  private static MethodHandle ofAll() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ThreadMXBean.class, "getTotalThreadAllocatedBytes", MethodType.methodType(long.class))
          .bindTo(THREADS);
    } catch (ReflectiveOperationException older) {
      return MethodHandles.constant(long.class, -1L);
    }
  }
}
