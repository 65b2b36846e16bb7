package io.modelmon.agent.extract;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A running outermost call: an entry of the guard, and what exit has to know.
 *
 * <p>Entries are created once and used again for later calls; the generation tells the calls apart.
 *
 * <p><b>Threads:</b> confined to the thread that runs the call, except for the owner.
 */
final class Call {

  private static final VarHandle OWNER = ownerHandle();

  /** The bit of a position that marks the table of virtual threads. */
  static final int VIRTUAL = 1 << 30;

  private static final int RECHECK_MASK = 15;
  private static final long RECHECK_NANOS = 1_000_000L;

  private final int position;
  private int generation;

  @SuppressWarnings("UnusedVariable") // read and written through OWNER
  private volatile @Nullable Thread owner;

  private @Nullable NamedModel model;
  private int nestedCalls;
  private int seenOverflows;
  private long verifiedNanos;

  @Nullable Target target;
  @Nullable SiteVariant variant;
  @Nullable SitePlan plan;
  @Nullable FirstCall first;
  @Nullable CaptureBuffer buffer;
  int lead = -1;
  int rows;
  boolean batch;
  CallOutcome outcome = CallOutcome.DROPPED_EXTRACTION;
  long startNanos;
  private int @Nullable [] sourceRows;

  /**
   * Creates an entry.
   *
   * @param position its place in the guard, below 2^31
   */
  Call(int position) {
    this.position = position;
  }

  /** Begins a call of a model. The outcome is a failure until a slot is claimed. */
  void begin(NamedModel of) {
    generation++;
    nestedCalls = 0;
    lead = -1;
    rows = 1;
    batch = false;
    outcome = CallOutcome.DROPPED_EXTRACTION;
    startNanos = 0;
    seenOverflows = CallGuard.overflows;
    model = of;
  }

  /** Returns the number exit finds this call by; neither 0 nor -1. */
  long ticket() {
    return ((long) generation << 32) | (position + 1);
  }

  /** Returns the place in the guard that a ticket names. */
  static int position(long ticket) {
    return (int) ticket - 1;
  }

  /** Returns whether a ticket was given to a virtual thread. */
  static boolean isVirtual(long ticket) {
    return (ticket & VIRTUAL) != 0;
  }

  /** Returns whether a ticket was given for the present call of this entry. */
  boolean has(long ticket) {
    return model != null && (int) (ticket >>> 32) == generation;
  }

  @Nullable NamedModel model() {
    return model;
  }

  /** Claims slots for the rows of the call; the outcome says whether that worked. */
  boolean claim(CaptureBuffer ring) {
    buffer = ring;
    int claimed = ring.claim(rows, 0);
    lead = claimed;
    outcome = claimed < 0 ? CallOutcome.DROPPED_FULL : CallOutcome.CAPTURED;
    return claimed >= 0;
  }

  /** Says where in the batch each held row comes from, when not at even distances. */
  void sourceRows(int[] rowOfEachSlot) {
    sourceRows = rowOfEachSlot;
  }

  /** Returns which row of the batch a held row stands for. */
  int sourceRow(CaptureBuffer ring, int held) {
    int[] known = sourceRows;
    return known == null ? ring.sourceRow(lead, held) : known[held];
  }

  /** Makes this a call that does not reach the ring; its slots are given back when it ends. */
  void drop(CallOutcome reason) {
    outcome = reason;
  }

  /** Starts the clock and returns the ticket. */
  long started() {
    long now = System.nanoTime();
    startNanos = now;
    CaptureBuffer ring = buffer;
    if (lead >= 0 && ring != null) {
      ring.started(lead, now);
    }
    return ticket();
  }

  /** Publishes or counts the call: its one outcome. */
  void complete(long endNanos, @Nullable String errorType) {
    long durationNanos = startNanos == 0 ? -1 : Math.max(0, endNanos - startNanos);
    if (first != null) {
      // The rows wait in a ring that nobody drains.
      lead = -1;
      outcome = outcome == CallOutcome.CAPTURED ? CallOutcome.DROPPED_WARMING : outcome;
    }
    CaptureBuffer ring = buffer;
    Target counted = target;
    int claimed = lead;
    if (claimed >= 0 && ring != null) {
      if (outcome == CallOutcome.CAPTURED) {
        ring.publish(claimed, durationNanos, errorType);
        lead = -1;
        target = null;
        return;
      }
      ring.abandon(claimed);
      lead = -1;
    }
    // First, so that a failure half way through cannot count the call twice.
    target = null;
    if (counted != null) {
      counted.capture().counters().count(outcome, rows, durationNanos, errorType);
    }
  }

  /** Leaves the outcome to a detached copy. */
  void handOver() {
    lead = -1;
    target = null;
  }

  /** Forgets everything that belongs to the application. */
  void clear() {
    model = null;
    target = null;
    variant = null;
    plan = null;
    first = null;
    buffer = null;
    sourceRows = null;
  }

  /** Returns a copy that outlives this entry's use, for a call that completes later. */
  Call detached() {
    Call copy = new Call(0);
    copy.model = model;
    copy.target = target;
    copy.variant = variant;
    copy.plan = plan;
    copy.first = first;
    copy.buffer = buffer;
    copy.lead = lead;
    copy.rows = rows;
    copy.batch = batch;
    copy.outcome = outcome;
    copy.startNanos = startNanos;
    return copy;
  }

  /**
   * Returns whether this call is still running, asked when another one of the same model begins on
   * the same thread.
   *
   * <p>A call can be over without its exit having run, when the stack overflowed right there.
   * Looking at the stack is the only proof; it is done after an overflow was seen, and else at most
   * once a millisecond and every sixteenth time. A call that is really nested finds its outer one
   * within a few frames.
   */
  boolean isStillRunning() {
    nestedCalls++;
    boolean suspect = seenOverflows != CallGuard.overflows;
    if (!suspect && (nestedCalls & RECHECK_MASK) != 0) {
      return true;
    }
    long now = System.nanoTime();
    if (!suspect) {
      if (nestedCalls == RECHECK_MASK + 1) {
        verifiedNanos = startNanos;
      }
      if (now - verifiedNanos < RECHECK_NANOS) {
        return true;
      }
    }
    NamedModel current = model;
    boolean running = current != null && WatchedFrames.atLeastTwo(current.entry());
    verifiedNanos = now;
    seenOverflows = CallGuard.overflows;
    return running;
  }

  @Nullable Thread owner() {
    return owner;
  }

  boolean changeOwner(@Nullable Thread from, @Nullable Thread to) {
    return OWNER.compareAndSet(this, from, to);
  }

  void disown() {
    owner = null;
  }

  private static VarHandle ownerHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Call.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
