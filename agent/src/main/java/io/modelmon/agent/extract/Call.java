package io.modelmon.agent.extract;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CallTally;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.RowRing;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A running outermost call: an entry of the guard, and what exit has to know.
 *
 * <p>Entries are created once and used again for later calls; the generation tells the calls apart.
 *
 * <p><b>Threads:</b> confined to the thread that runs the call, except for the owner.
 */
final class Call extends OwnedCalls {

  /** The bit of a position that marks the table of virtual threads. */
  static final int VIRTUAL = 1 << 30;

  private static final int CAPTURED = CallOutcome.CAPTURED.ordinal();
  private static final int EXTRACTION = CallOutcome.DROPPED_EXTRACTION.ordinal();
  private static final int FULL = CallOutcome.DROPPED_FULL.ordinal();
  private static final long ONE_GENERATION = 1L << 32;
  private static final int RECHECK_MASK = 15;
  private static final long RECHECK_NANOS = 1_000_000L;

  private final int position;
  private final @Nullable PlatformThreadCalls home;
  private final int depth;

  /** Counted up in its upper half with every call. */
  private long ticket;

  /** The ticket of a call that {@link SteadyRow} may end, else 0. */
  private long steadyTicket;

  /** The number of the thread whose first entry this is, see {@link CallTable}; 0 is nobody's. */
  long threadId;

  private boolean active;
  private boolean settled;

  private int nestedCalls;
  private int seenOverflows;
  private long verifiedNanos;

  /*
   * A store of a reference costs a memory fence under some collectors. In the steady state a thread
   * calls the same model from the same site, so the next two fields are left as they are; the plan,
   * which leads to classes of the application, is held weakly, and the woven method that is running
   * keeps it alive. Everything else is a primitive, or null but for a model's first calls.
   */
  private @Nullable Target target;
  private @Nullable WeakReference<SitePlan> plan;
  @Nullable FirstCall first;
  private int @Nullable [] sourceRows;

  int lead = -1;
  int rows = 1;
  boolean batch;
  private int outcome;
  private long startNanos;

  /**
   * Creates an entry that belongs to no one thread.
   *
   * @param position its place in the guard, below 2^31
   */
  Call(int position) {
    this(position, null, 0);
  }

  /**
   * Creates an entry of a platform thread.
   *
   * @param depth how many entries of its thread come before it
   */
  Call(int position, @Nullable PlatformThreadCalls home, int depth) {
    this.position = position;
    this.home = home;
    this.depth = depth;
    this.ticket = position + 1L;
  }

  /** Begins a call. The outcome is a failure until a slot is claimed. */
  void begin(SitePlan by) {
    ticket += ONE_GENERATION;
    steadyTicket = 0;
    active = true;
    settled = false;
    nestedCalls = 0;
    lead = -1;
    rows = 1;
    batch = false;
    outcome = EXTRACTION;
    startNanos = 0;
    seenOverflows = CallGuard.overflows;
    use(by);
  }

  /** Goes on with another plan of the same site. */
  @SuppressWarnings("ReferenceEquality") // Whether there is something to store.
  void use(SitePlan by) {
    if (plan != by.self) {
      target = by.target;
      plan = by.self;
    }
  }

  /** Returns the number exit finds this call by; neither 0 nor -1. */
  long ticket() {
    return ticket;
  }

  /** Returns the ticket of a call of which nothing is captured; its lower half is negative. */
  long ticketLeftOut() {
    return ticket() | 1L << 31;
  }

  /** Returns the place in the guard that a ticket names. */
  static int position(long ticket) {
    return ((int) ticket & Integer.MAX_VALUE) - 1;
  }

  /** Returns whether a ticket was given to a virtual thread. */
  static boolean isVirtual(long ticket) {
    return (ticket & VIRTUAL) != 0;
  }

  /** Returns whether a ticket was given for the present call of this entry. */
  boolean has(long given) {
    return active && (given ^ ticket) >>> 32 == 0;
  }

  /** Returns whether a call of the model is running here. */
  boolean isOf(NamedModel model) {
    Target current = target;
    return active && current != null && current.model() == model;
  }

  @Nullable Target target() {
    return target;
  }

  /** Returns the plan, as long as the woven method's class is alive. */
  @Nullable SitePlan plan() {
    WeakReference<SitePlan> current = plan;
    return current == null ? null : current.get();
  }

  /** Returns whether this call is under a plan, and not one of the model's first. */
  boolean isUnder(SitePlan other) {
    return plan == other.self && first == null;
  }

  /** Returns whether this is a captured single row whose output is one number. */
  boolean isOneRowFor(SitePlan by) {
    return outcome == CAPTURED && !batch && by.numberColumn >= 0;
  }

  long startNanos() {
    return startNanos;
  }

  CallOutcome outcome() {
    return CallOutcome.of(outcome);
  }

  boolean isCaptured() {
    return outcome == CAPTURED;
  }

  /** Claims slots for the rows of the call; the outcome says whether that worked. */
  boolean claim(CaptureBuffer ring) {
    int claimed = ring.claim(rows, this);
    lead = claimed;
    outcome = claimed < 0 ? FULL : CAPTURED;
    return claimed >= 0;
  }

  /**
   * Claims a slot for a row of numbers and copies it. A failure half way leaves the outcome as it
   * was, so that what an earlier call left in the slot is never published.
   */
  void claimRow(CaptureBuffer ring, double[] row) {
    int claimed = ring.claimRow(this);
    lead = claimed;
    if (claimed < 0) {
      outcome = FULL;
    } else {
      ring.row(claimed, row);
      outcome = CAPTURED;
    }
  }

  /** Returns whether this entry is at rest, and its last call was under a plan. */
  boolean isReadyFor(WeakReference<SitePlan> reference) {
    return plan == reference && !active;
  }

  /** Begins a call in an entry of a platform thread that {@link #isReadyFor} it. */
  void beginSteady() {
    ticket += ONE_GENERATION;
    active = true;
    lead = -1;
    outcome = EXTRACTION;
    startNanos = 0;
    seenOverflows = CallGuard.overflows;
  }

  /**
   * Claims a slot for a row of numbers, copies it and starts the clock. A failure half way leaves
   * the outcome as it was.
   *
   * @return the ticket
   */
  long enterSteady(RowRing ring, double[] row, int length) {
    int claimed = ring.claim(this);
    lead = claimed;
    if (claimed < 0) {
      outcome = FULL;
      return startLeftOut(true);
    }
    ring.copy(claimed, row, length);
    outcome = CAPTURED;
    long now = System.nanoTime();
    startNanos = now;
    ring.started(claimed, now);
    long given = ticket;
    steadyTicket = given;
    return given;
  }

  /**
   * Publishes a call that {@link #enterSteady} began and that returned a number, and ends the use
   * of this entry.
   *
   * @return false where this is another call, or something happened inside it; nothing is done then
   */
  boolean exitSteady(RowRing ring, long given, int column, double returned, long endNanos) {
    if (steadyTicket != given) {
      return false;
    }
    ring.publish(lead, column, returned, endNanos - startNanos);
    steadyTicket = 0;
    active = false;
    return true;
  }

  /**
   * Starts a call that {@link #beginSteady} began and that is left out.
   *
   * @return the ticket
   */
  long startLeftOut(boolean timed) {
    if (timed) {
      startNanos = System.nanoTime();
    }
    long given = ticketLeftOut();
    steadyTicket = given;
    return given;
  }

  /**
   * Counts a call that {@link #startLeftOut} started and that returned, and ends the use of this
   * entry.
   *
   * @return false where this is another call, something happened inside it, or it is counted
   *     elsewhere; nothing is done then
   */
  boolean exitLeftOut(long given) {
    Target counted = target;
    if (steadyTicket != given || counted == null) {
      return false;
    }
    CallTally tally = tally(counted.capture());
    if (tally == null) {
      return false;
    }
    long durationNanos = startNanos == 0 ? -1 : Math.max(0, System.nanoTime() - startNanos);
    steadyTicket = 0;
    tally.count(outcome(), 1, durationNanos);
    active = false;
    return true;
  }

  /** Leaves the call that runs here to {@link #complete}; returns whether one does. */
  boolean isActive() {
    steadyTicket = 0;
    return active;
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
    steadyTicket = 0;
    outcome = reason.ordinal();
  }

  /** Starts the clock and returns the ticket. */
  long started() {
    return started(ring());
  }

  /** Starts the clock and returns the ticket, where the ring of the claimed slots is at hand. */
  long started(@Nullable CaptureBuffer ring) {
    long now = System.nanoTime();
    startNanos = now;
    if (lead >= 0 && ring != null) {
      ring.started(lead, now);
    }
    return ticket();
  }

  /** Starts the clock anew, after more was copied. */
  void restart() {
    long unused = started();
  }

  /** Publishes a captured call that returned. */
  void publish(CaptureBuffer ring, long endNanos) {
    if (!settled) {
      ring.publish(lead, endNanos - startNanos, null);
      lead = -1;
      settled = true;
    }
  }

  /** Publishes or counts the call: its one outcome. */
  void complete(long endNanos, @Nullable String errorType) {
    steadyTicket = 0;
    if (settled) {
      return;
    }
    long durationNanos = startNanos == 0 ? -1 : Math.max(0, endNanos - startNanos);
    if (first != null) {
      // The rows wait in a ring that nobody drains.
      lead = -1;
      outcome = outcome == CAPTURED ? CallOutcome.DROPPED_WARMING.ordinal() : outcome;
    }
    CaptureBuffer ring = ring();
    int claimed = lead;
    if (claimed >= 0 && ring != null) {
      if (outcome == CAPTURED) {
        ring.publish(claimed, durationNanos, errorType);
        lead = -1;
        settled = true;
        return;
      }
      ring.abandon(claimed);
      lead = -1;
    }
    // First, so that a failure half way through cannot count the call twice.
    settled = true;
    if (target != null) {
      target.capture().counters().count(outcome(), rows, durationNanos, errorType);
    }
  }

  /** Counts a call that was left out when it began. */
  void completeLeftOut(@Nullable String errorType) {
    long durationNanos = startNanos == 0 ? -1 : Math.max(0, System.nanoTime() - startNanos);
    settled = true;
    Target counted = target;
    if (counted != null) {
      // An entry that serves one call only has no use for a tally.
      CallTally tally = errorType == null && isKept() ? tally(counted.capture()) : null;
      if (tally != null) {
        tally.count(outcome(), rows, durationNanos);
      } else {
        counted.capture().counters().count(outcome(), rows, durationNanos, errorType);
      }
    }
  }

  private boolean isKept() {
    return home != null || VirtualThreadCalls.isInTable(position);
  }

  /** Leaves the outcome to a detached copy. */
  void handOver() {
    steadyTicket = 0;
    lead = -1;
    settled = true;
  }

  /** Returns the calls of the platform thread this entry belongs to, or null. */
  @Nullable PlatformThreadCalls home() {
    return home;
  }

  /** Ends the use of this entry by a platform thread. */
  void leave() {
    if (home != null) {
      home.leave(depth);
    }
  }

  /** Ends the use of this entry. */
  void clear() {
    active = false;
    steadyTicket = 0;
    if (first != null) {
      first = null;
    }
    if (sourceRows != null) {
      sourceRows = null;
    }
  }

  /** Ends the use of this entry by a platform thread: it is as {@link #beginSteady} wants it. */
  void rest() {
    clear();
    settled = false;
    nestedCalls = 0;
    rows = 1;
    batch = false;
  }

  /** Returns a copy that outlives this entry's use, for a call that completes later. */
  Call detached() {
    Call copy = remains();
    copy.plan = plan;
    copy.first = first;
    copy.lead = lead;
    copy.batch = batch;
    copy.outcome = outcome;
    copy.startNanos = startNanos;
    return copy;
  }

  /** Returns what is left of a call that never completes: its slots, to be given back. */
  Call remains() {
    Call copy = new Call(0);
    copy.target = target;
    copy.lead = first == null ? lead : -1;
    copy.rows = rows;
    return copy;
  }

  /** Returns the ring that holds the slots, or null before there is one. */
  @Nullable CaptureBuffer ring() {
    FirstCall waiting = first;
    if (waiting != null) {
      return waiting.waiting().buffer;
    }
    return target == null ? null : target.capture().buffer();
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
    boolean running = target != null && WatchedFrames.atLeastTwo(target.model().entry());
    verifiedNanos = now;
    seenOverflows = CallGuard.overflows;
    return running;
  }
}
