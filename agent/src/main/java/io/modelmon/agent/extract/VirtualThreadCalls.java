package io.modelmon.agent.extract;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The running outermost calls of all virtual threads: a fixed table of reused entries, and a map
 * for what finds no place in it.
 *
 * <p>An entry belongs to the thread that stands in it; the entry of a thread that died without its
 * exit is taken over by the next one that needs the place.
 *
 * <p><b>Cost:</b> at most {@value #PROBES} entries are looked at; no allocation while fewer than
 * about a thousand calls run at once. <b>Threads:</b> safe; lock-free but for the map.
 */
final class VirtualThreadCalls {

  private static final int SIZE = 2048;
  private static final int PROBES = 8;
  private static final int VIRTUAL = Call.VIRTUAL;
  private static final int MAX_OVERFLOWN = 1 << 28;
  private static final int OVERFLOWN = 1 << 29;

  /**
   * Made by the first call and not with the class: it takes half a megabyte, and where it could not
   * be had the class would be lost for good.
   */
  private static final AtomicReference<Call @Nullable []> TABLE = new AtomicReference<>();

  private static final AtomicInteger NEXT_OVERFLOWN = new AtomicInteger();
  private static final ConcurrentHashMap<Key, Call> BY_OWNER = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Integer, Call> BY_POSITION = new ConcurrentHashMap<>();

  private record Key(Thread thread, NamedModel model) {
    @Override
    public int hashCode() {
      return System.identityHashCode(thread) * 31 + System.identityHashCode(model);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.thread == thread && key.model == model;
    }
  }

  private VirtualThreadCalls() {}

  static @Nullable Call enter(Thread thread, SitePlan plan) {
    NamedModel model = plan.model;
    Call running = running(thread, model);
    if (running != null) {
      if (running.isStillRunning()) {
        return null;
      }
      running.complete(System.nanoTime(), PlatformThreadCalls.LOST_EXIT);
      leave(running.ticket(), running);
    }
    Call[] table = table();
    int start = hash(thread, model);
    for (int i = 0; i < PROBES; i++) {
      Call call = table[(start + i) & (SIZE - 1)];
      Thread owner = call.owner();
      if (owner == null) {
        if (call.changeOwner(null, thread)) {
          call.begin(plan);
          return call;
        }
      } else if (!owner.isAlive() && call.changeOwner(owner, thread)) {
        call.complete(System.nanoTime(), PlatformThreadCalls.LOST_EXIT);
        call.clear();
        call.begin(plan);
        return call;
      }
    }
    return overflow(thread, plan);
  }

  static @Nullable Call find(long ticket) {
    int position = Call.position(ticket);
    Call call =
        (position & OVERFLOWN) != 0 ? BY_POSITION.get(position) : table()[position & (SIZE - 1)];
    return call != null && call.owner() == Thread.currentThread() && call.has(ticket) ? call : null;
  }

  static void leave(long ticket, Call call) {
    int position = Call.position(ticket);
    Target target = call.target();
    call.clear();
    if ((position & OVERFLOWN) != 0) {
      BY_POSITION.remove(position);
      Thread owner = call.owner();
      if (target != null && owner != null) {
        BY_OWNER.remove(new Key(owner, target.model()));
      }
    } else {
      call.disown();
    }
  }

  /** Returns whether an entry is used again and again. */
  static boolean isInTable(int position) {
    return (position & (VIRTUAL | OVERFLOWN)) == VIRTUAL;
  }

  static boolean isInside(Thread thread, NamedModel model) {
    return running(thread, model) != null;
  }

  private static @Nullable Call running(Thread thread, NamedModel model) {
    Call[] table = table();
    int start = hash(thread, model);
    for (int i = 0; i < PROBES; i++) {
      Call call = table[(start + i) & (SIZE - 1)];
      if (call.owner() == thread && call.isOf(model)) {
        return call;
      }
    }
    return BY_OWNER.isEmpty() ? null : BY_OWNER.get(new Key(thread, model));
  }

  private static Call overflow(Thread thread, SitePlan plan) {
    int number = NEXT_OVERFLOWN.getAndIncrement() & (MAX_OVERFLOWN - 1);
    Call call = new Call(VIRTUAL | OVERFLOWN | number);
    call.changeOwner(null, thread);
    call.begin(plan);
    BY_OWNER.put(new Key(thread, plan.model), call);
    BY_POSITION.put(VIRTUAL | OVERFLOWN | number, call);
    return call;
  }

  @SuppressWarnings("deprecation") // Thread.threadId() is missing from Java 17.
  private static int hash(Thread thread, NamedModel model) {
    long mixed = (thread.getId() + System.identityHashCode(model)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40);
  }

  private static Call[] table() {
    Call[] known = TABLE.get();
    return known != null ? known : makeTable();
  }

  private static Call[] makeTable() {
    Call[] calls = new Call[SIZE];
    for (int i = 0; i < SIZE; i++) {
      calls[i] = new Call(VIRTUAL | i);
    }
    Call[] before = TABLE.compareAndExchange(null, calls);
    return before != null ? before : calls;
  }
}
