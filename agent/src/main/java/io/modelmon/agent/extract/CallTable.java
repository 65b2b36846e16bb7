package io.modelmon.agent.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls of all platform threads: by thread for enter, and by position for exit, which so finds
 * its call by the ticket alone. Both take a few loads where a thread-local takes twice as many.
 * What a dead thread leaves behind serves a new one.
 *
 * <p><b>Cost:</b> the table grows to the number of threads that live at once. <b>Threads:</b> safe;
 * adding locks, once or twice in a thread's life.
 */
final class CallTable {

  private static final int PLACES = 4096;
  private static final @Nullable VarHandle THREAD_ID = threadId();
  private static final CallsOfThread LOCAL = new CallsOfThread();
  private static final @Nullable Call[] BY_THREAD = new Call[PLACES];
  private static final ReferenceQueue<Thread> DEAD = new ReferenceQueue<>();

  /** The entries at the first positions, once more: constant in compiled code. */
  private static final @Nullable Call[] FIRST = new Call[PLACES];

  private static volatile @Nullable Call[] entries = new Call[64];
  private static int size;

  private CallTable() {}

  /** A thread, and the calls that are to be had again when it is dead. */
  private static final class Owner extends WeakReference<Thread> {
    final PlatformThreadCalls calls;

    Owner(Thread thread, PlatformThreadCalls calls) {
      super(thread, DEAD);
      this.calls = calls;
    }
  }

  /**
   * Returns the calls of the current thread. A thread's number is its own for the life of the JVM;
   * the field is read because the getter can be overridden, and where it cannot be read, or another
   * thread has the place, the thread-local serves.
   */
  static PlatformThreadCalls here(Thread thread) {
    VarHandle number = THREAD_ID;
    if (number == null) {
      return LOCAL.get();
    }
    long id = (long) number.get(thread);
    Call call = BY_THREAD[(int) id & (PLACES - 1)];
    PlatformThreadCalls calls = call != null && call.threadId == id ? call.home() : null;
    return calls != null ? calls : settle(id);
  }

  /**
   * Returns the entry of the current thread's outermost calls, or null where it is not in the table
   * of threads, as virtual ones never are.
   */
  static @Nullable Call outermost(Thread thread) {
    VarHandle number = THREAD_ID;
    if (number == null) {
      return null;
    }
    long id = (long) number.get(thread);
    Call call = BY_THREAD[(int) id & (PLACES - 1)];
    return call != null && call.threadId == id ? call : null;
  }

  private static PlatformThreadCalls settle(long id) {
    PlatformThreadCalls calls = LOCAL.get();
    calls.outermost().threadId = id;
    BY_THREAD[(int) id & (PLACES - 1)] = calls.outermost();
    return calls;
  }

  private static @Nullable VarHandle threadId() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "tid", long.class);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // A class library of another make.
    }
  }

  private static final class CallsOfThread extends ThreadLocal<PlatformThreadCalls> {
    @Override
    protected PlatformThreadCalls initialValue() {
      return callsOf(Thread.currentThread());
    }
  }

  private static PlatformThreadCalls callsOf(Thread thread) {
    Owner dead = (Owner) DEAD.poll();
    PlatformThreadCalls calls = dead == null ? new PlatformThreadCalls() : dead.calls;
    calls.endAll();
    calls.outermost().threadId = 0;
    calls.owner = new Owner(thread, calls);
    return calls;
  }

  /** Returns the entry at a position, or null where there is none. */
  static @Nullable Call at(int position) {
    @Nullable Call[] known = entries;
    return position >= 0 && position < known.length ? known[position] : null;
  }

  /** Returns the entry at one of the first positions, or null. */
  static @Nullable Call first(int position) {
    return position >= 0 && position < PLACES ? FIRST[position] : null;
  }

  /** Adds an entry of a thread. */
  static synchronized Call add(PlatformThreadCalls home, int depth) {
    @Nullable Call[] known = entries;
    if (size == known.length) {
      known = Arrays.copyOf(known, 2 * size);
    }
    Call call = new Call(size, home, depth);
    known[size] = call;
    entries = known;
    if (size < PLACES) {
      FIRST[size] = call;
    }
    size++;
    return call;
  }
}
