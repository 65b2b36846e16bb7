package io.modelmon.agent.extract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Lets the outermost call of each model on each thread pass, and no other.
 *
 * <p>Each platform thread has its own running calls; virtual threads, of which there may be
 * millions, share one table.
 *
 * <p><b>Cost:</b> no allocation once a thread has called before, no lock. <b>Threads:</b> safe.
 */
final class CallGuard {

  private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();

  /** More calls than a method handle gets before the JDK spins code of its own for it. */
  private static final int CALLS_TO_SETTLE = 1_000;

  /**
   * Counts stack overflows and other reasons why an exit may have been lost; racy. A field, because
   * a catch block that runs out of stack can still store to a field but not call a method.
   */
  static int overflows;

  private CallGuard() {}

  /**
   * Has the JDK settle what it does not settle before a number of calls. It generates code then, on
   * the thread and the stack of whichever call reaches the number: in a deep recursion, where the
   * stack ends.
   */
  static void rehearse() {
    try {
      for (int i = 0; i < CALLS_TO_SETTLE; i++) {
        boolean ignored = isVirtual(Thread.currentThread());
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns an entry for a call that begins, or null when one of the model is running. */
  static @Nullable Call enter(SitePlan plan) throws Throwable {
    Thread thread = Thread.currentThread();
    return isVirtual(thread)
        ? VirtualThreadCalls.enter(thread, plan)
        : CallTable.here(thread).enter(plan);
  }

  /** Returns the call a ticket was given for, or null when it is over. */
  static @Nullable Call find(long ticket) {
    if (Call.isVirtual(ticket)) {
      return VirtualThreadCalls.find(ticket);
    }
    Call call = CallTable.at(Call.position(ticket));
    return call != null && call.has(ticket) ? call : null;
  }

  /** Ends a call whose outcome is settled. */
  static void leave(long ticket, Call call) {
    if (Call.isVirtual(ticket)) {
      VirtualThreadCalls.leave(ticket, call);
    } else {
      call.leave();
    }
  }

  /** Returns whether a call of the model is running on this thread. */
  static boolean isInside(NamedModel model) throws Throwable {
    Thread thread = Thread.currentThread();
    return isVirtual(thread)
        ? VirtualThreadCalls.isInside(thread, model)
        : CallTable.here(thread).isInside(model);
  }

  private static boolean isVirtual(Thread thread) throws Throwable {
    return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
  }

  private static @Nullable MethodHandle isVirtualHandle() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // Before Java 21.
    }
  }
}
