package io.modelmon.capture;

import io.modelmon.schema.ModelSchema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bounded, lossy ring between the threads that call one model and the monitor thread.
 *
 * <p>A writer claims one slot per row when its call starts, fills it in place, and publishes all
 * rows of the call with one store when the call ends. A call that hangs holds its own slots and
 * nothing else: later writers step over them, and the reader drains what is published, not what was
 * claimed first.
 *
 * <p><b>Cost:</b> one compare-and-set and at most one fetch-and-add per row, one release store per
 * call, no allocation. At most {@link #maxRowsPerCall()} rows of a call are held. <br>
 * <b>Threads:</b> {@link #claim} is lock-free with a bounded number of probes, other writer methods
 * are wait-free and belong to the thread that claimed; {@link #drain} belongs to one reader thread.
 */
public final class CaptureBuffer {

  /*
   * States
   *
   * A slot goes FREE -> CLAIMED (by compare-and-set) -> PUBLISHED (release store, only on the first
   * slot of a call; the others hang on it by 'next') -> FREE (release store by the reader). The
   * cursor only says where to look first, so a writer that is descheduled after moving it loses
   * nothing and blocks nobody. Because of that the reader cannot wait for "the next" slot: it sweeps
   * the states of the whole ring, oldest first, when the cursor has moved or something is in flight.
   *
   * States lie apart from the rest, so that a sweep reads few cache lines. What else belongs to a
   * slot is one record of longs and one stretch of doubles, each with room behind it: threads that
   * use neighbouring slots do not write to the same line.
   *
   * Positions
   *
   * A locked instruction waits until all stores before it are done. To spare one of two, a thread
   * takes several positions from the cursor at once and keeps them in its hint: one at first, twice
   * as many each time. Others step over them, and nothing is owned: what counts is the state. A
   * sweep ends all hints, which are bound to its number. So the first claim after a sweep moves the
   * cursor, by which the reader knows that there is something to come for.
   */
  static final int FREE = 0;
  static final int CLAIMED = 1;
  static final int PUBLISHED = 2;

  private static final int DEFAULT_SLOTS = 4096;
  private static final int MIN_SLOTS = 64;
  private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();
  private static final long MAX_BYTES = Math.min(5L << 20, HEAP_BYTES / 64);
  private static final long MAX_BYTES_IN_ALL = Math.min(32L << 20, HEAP_BYTES / 16);
  private static final int MAX_PROBES = 12;
  private static final int SWEEPS_AFTER_MOVE = 32;
  private static final int MAX_POSITIONS = 32;

  /** Longs of a slot's record: a cache line. */
  static final int RECORD_SHIFT = 3;

  static final int START = 0;
  static final int DURATION = 1;
  static final int ROWS = 2;
  static final int NEXT = 3;
  static final long ONE_ROW = 1L << 32 | 1;
  private static final int LINE = 8;

  /** Stands in place of the rows of a call where a slot is no call but a label. */
  static final long LABEL_ROWS = -1;

  private static final VarHandle STATES = MethodHandles.arrayElementVarHandle(int[].class);
  private static final AtomicLong RINGS = new AtomicLong();
  private static final int SWEEP_BITS = 40;

  private final ModelSchema schema;
  private final int width;
  private final int slots;
  private final int mask;
  private final int stride;
  private final int maxPositions;
  private final AtomicLong cursor = new AtomicLong();
  private final int[] states;
  private final double[] values;
  private volatile String @Nullable [] texts;
  private final long[] records;
  private final @Nullable String[] errorTypes;
  private final @Nullable SlotKeys keys;

  private final SlotView view = new SlotView(this);
  private long sweptCursor;
  private int sweepsLeft;

  /** The oldest call that was still running in the last sweep, or its end. */
  private long sweepFrom;

  private long sweeps = RINGS.incrementAndGet() << SWEEP_BITS;
  private volatile long hintKey = sweeps;

  /**
   * Creates a ring.
   *
   * @param slots a power of two, at least 64
   */
  public CaptureBuffer(ModelSchema schema, int slots) {
    if (Integer.bitCount(slots) != 1 || slots < MIN_SLOTS) {
      throw new IllegalArgumentException(
          "slots must be a power of two and at least " + MIN_SLOTS + ", but is " + slots);
    }
    this.schema = schema;
    this.width = schema.width();
    this.slots = slots;
    this.mask = slots - 1;
    this.stride = stride(width);
    this.maxPositions = Math.min(MAX_POSITIONS, slots / MIN_SLOTS);
    this.states = new int[slots];
    this.values = new double[slots * stride];
    this.records = new long[slots << RECORD_SHIFT];
    for (int slot = 0; slot < slots; slot++) {
      standAlone(slot);
    }
    this.errorTypes = new String[slots];
    this.keys = schema.hasIds() ? new SlotKeys(slots, schema.segments().size()) : null;
  }

  /**
   * Creates a ring of the usual size: 4,096 slots or four calls of the given size, whichever is
   * more, as far as 5 MB for this ring and 32 MB for all rings of a registry allow, in a small heap
   * a 64th and a 16th of it, and at least 64 slots.
   *
   * @param allocatedBytes what the rings of the registry take; the new one is added
   */
  static CaptureBuffer forRows(ModelSchema schema, int batchRows, AtomicLong allocatedBytes) {
    long keyBytes = schema.hasIds() ? SlotKeys.bytesPerSlot(schema.segments().size()) : 0;
    long bytesPerSlot = 8L * stride(schema.width()) + 4L * schema.width() + 72 + keyBytes;
    long wanted = Math.max(DEFAULT_SLOTS, 4L * Math.min(batchRows, 1 << 20));
    long room = Math.min(MAX_BYTES, MAX_BYTES_IN_ALL - allocatedBytes.get());
    long fitting = Math.max(MIN_SLOTS, room / bytesPerSlot);
    int slots = (int) Math.min(Long.highestOneBit(2 * wanted - 1), Long.highestOneBit(fitting));
    allocatedBytes.addAndGet(slots * bytesPerSlot);
    return new CaptureBuffer(schema, slots);
  }

  /** Returns the columns of every row. */
  public ModelSchema schema() {
    return schema;
  }

  /** Returns the way into this ring for rows of numbers. */
  public RowRing rows() {
    return new RowRing(this, states, values, records, mask, stride, width);
  }

  /** Returns which hints hold: those of the present sweep. */
  long hintKey() {
    return hintKey;
  }

  /** Returns ids, segments and labels of the slots, or null where the model has no ids. */
  public @Nullable SlotKeys keys() {
    return keys;
  }

  /** Returns the number of slots, a power of two. */
  public int slots() {
    return slots;
  }

  /** Returns how many rows of one call can be held: a quarter of the ring. */
  public int maxRowsPerCall() {
    return slots / 4;
  }

  /**
   * Claims slots for a call and marks all their columns missing.
   *
   * @param rows the rows of the call, ≥ 0; one slot is claimed even for 0
   * @param startNanos {@link System#nanoTime()} at the start of the call
   * @return the first slot of the call, or -1 when the ring is full; {@link #capturedRows} says how
   *     many rows found room
   */
  public int claim(int rows, long startNanos) {
    int lead = claim(rows, new ClaimHint());
    if (lead >= 0) {
      started(lead, startNanos);
    }
    return lead;
  }

  /**
   * Claims slots for a call and marks all their columns missing; {@link #started} says when it
   * started.
   *
   * @param rows the rows of the call, ≥ 0; one slot is claimed even for 0
   * @param hint the calling thread's own
   * @return the first slot of the call, or -1 when the ring is full; {@link #capturedRows} says how
   *     many rows found room
   */
  public int claim(int rows, ClaimHint hint) {
    int lead = claimSlot(hint, true);
    if (lead < 0) {
      return -1;
    }
    int wanted = Math.min(rows, maxRowsPerCall());
    int held = 1;
    int last = lead;
    while (held < wanted) {
      int slot = claimSlot(hint, true);
      if (slot < 0) {
        break;
      }
      records[(last << RECORD_SHIFT) + NEXT] = slot;
      last = slot;
      held++;
    }
    records[(last << RECORD_SHIFT) + NEXT] = -1;
    records[(lead << RECORD_SHIFT) + ROWS] = (long) rows << 32 | Math.min(rows, held);
    return lead;
  }

  /**
   * Claims a slot for a call of one row whose columns are all written by {@link #row}. Until then
   * they hold what an earlier call left, so a call that does not get that far must be abandoned.
   *
   * @param hint the calling thread's own
   * @return the slot, or -1 when the ring is full
   */
  public int claimRow(ClaimHint hint) {
    return claimSlot(hint, false);
  }

  /** Stores numbers in the first columns and marks the others missing. */
  public void row(int slot, double[] source) {
    int begin = slot * stride;
    System.arraycopy(source, 0, values, begin, source.length);
    for (int i = begin + source.length, end = begin + width; i < end; i++) {
      values[i] = Double.NaN;
    }
  }

  /** Returns how many rows of the call that starts at a slot are held. */
  public int capturedRows(int lead) {
    return (int) records[(lead << RECORD_SHIFT) + ROWS];
  }

  /**
   * Sets the start of a call whose slots were claimed before its body began, so that copying its
   * inputs is not counted as its duration.
   */
  public void started(int lead, long startNanos) {
    records[(lead << RECORD_SHIFT) + START] = startNanos;
  }

  /** Returns {@code startNanos} of the call that starts at a slot. */
  public long startNanos(int lead) {
    return records[(lead << RECORD_SHIFT) + START];
  }

  /** Returns the number of rows the call that starts at a slot was given. */
  public int totalRows(int lead) {
    return (int) (records[(lead << RECORD_SHIFT) + ROWS] >>> 32);
  }

  /** Returns the slot of the next row of the same call, or -1 after the last. */
  public int next(int slot) {
    return (int) records[(slot << RECORD_SHIFT) + NEXT];
  }

  /**
   * Returns which row of the batch a held row stands for: all of them in order, or, when a batch is
   * larger than what is held, rows at even distances.
   *
   * @param held 0 to {@code capturedRows(lead) - 1}
   */
  public int sourceRow(int lead, int held) {
    int captured = capturedRows(lead);
    int total = totalRows(lead);
    return captured == total ? held : (int) ((long) held * total / Math.max(1, captured));
  }

  /** Stores a number; NaN is missing, see {@link CellValues}. */
  public void number(int slot, int column, double value) {
    values[slot * stride + column] = value;
  }

  /** Stores consecutive numbers, starting at a column. */
  public void numbers(int slot, int column, double[] source, int from, int length) {
    System.arraycopy(source, from, values, slot * stride + column, length);
  }

  /**
   * Stores a text, which must not be longer than 128 characters; the column's number is missing.
   */
  public void text(int slot, int column, String value) {
    texts()[slot * width + column] = value;
    values[slot * stride + column] = CellValues.MISSING;
  }

  /**
   * Hands a finished call to the reader. The writer must not touch its slots afterwards.
   *
   * @param errorType the class name of what the call threw, or null
   */
  public void publish(int lead, long durationNanos, @Nullable String errorType) {
    long duration = Math.max(0, durationNanos);
    if (errorType != null) {
      errorTypes[lead] = errorType;
      duration = ~duration;
    }
    records[(lead << RECORD_SHIFT) + DURATION] = duration;
    STATES.setRelease(states, lead, PUBLISHED);
  }

  /** Hands a slot that holds a label to the reader. */
  void publishLabel(int slot) {
    records[(slot << RECORD_SHIFT) + ROWS] = LABEL_ROWS << 32 | 1;
    publish(slot, 0, null);
  }

  /** Gives the slots of a call back unpublished; the writer counts the call elsewhere. */
  public void abandon(int lead) {
    release(lead);
  }

  /**
   * Passes all published calls to a consumer, oldest claim first, and frees their slots. A consumer
   * that throws loses that one call; the exception is passed on after its slots are freed.
   *
   * @param force whether to look at every slot even when nothing seems to have changed; needed
   *     about once a second and before a flush
   * @return the number of slots of the calls passed on: one for each call or row
   */
  public int drain(CallConsumer consumer, boolean force) {
    long previousEnd = sweptCursor;
    if (cursor.get() == previousEnd && sweepsLeft == 0 && !force) {
      return 0;
    }
    // First the key, then the cursor: whoever still claims by the old key moved the cursor before.
    sweeps++;
    hintKey = sweeps;
    long end = cursor.get();
    sweptCursor = end;
    sweepsLeft = end != previousEnd ? SWEEPS_AFTER_MOVE : Math.max(0, sweepsLeft - 1);
    int drained = 0;
    long oldest = end;
    // From where the last sweep ended, or from what was running then unless that has been lapped:
    // since then each slot was claimed at most once, in this order.
    long begin = Math.max(sweepFrom, Math.min(previousEnd, end - slots));
    for (long position = begin; position < begin + slots; position++) {
      int slot = (int) position & mask;
      int state = (int) STATES.getAcquire(states, slot);
      if (state == PUBLISHED) {
        drained += Math.max(1, capturedRows(slot));
        pass(slot, consumer);
      } else if (state == CLAIMED) {
        sweepsLeft = SWEEPS_AFTER_MOVE;
        if (position < oldest && end - position <= slots / 4) {
          oldest = position;
        }
      }
    }
    sweepFrom = oldest;
    return drained;
  }

  /** Returns the number of slots that are not free. Cost: linear in the ring; for gauges. */
  public int depth() {
    int taken = 0;
    for (int i = 0; i < slots; i++) {
      if ((int) STATES.getOpaque(states, i) != FREE) {
        taken++;
      }
    }
    return taken;
  }

  private void pass(int lead, CallConsumer consumer) {
    try {
      view.at(lead);
      consumer.accept(view);
    } finally {
      if (records[(lead << RECORD_SHIFT) + DURATION] < 0) {
        errorTypes[lead] = null;
      }
      release(lead);
    }
  }

  private void release(int lead) {
    String[] currentTexts = texts;
    int slot = lead;
    while (slot >= 0) {
      int following = next(slot);
      standAlone(slot);
      if (currentTexts != null) {
        Arrays.fill(currentTexts, slot * width, (slot + 1) * width, null);
      }
      if (keys != null) {
        keys.clear(slot);
      }
      STATES.setRelease(states, slot, FREE);
      slot = following;
    }
  }

  /** A free slot is that of a call of one row, so that such a call has nothing to store. */
  private void standAlone(int slot) {
    int record = slot << RECORD_SHIFT;
    // Compared first: what the reader stores has to be fetched from its cache by the next writer.
    if (records[record + ROWS] != ONE_ROW || records[record + NEXT] != -1) {
      records[record + ROWS] = ONE_ROW;
      records[record + NEXT] = -1;
    }
  }

  private int claimSlot(ClaimHint hint, boolean clear) {
    long position = hint.key == hintKey && hint.position != hint.end ? hint.position : take(hint);
    hint.position = position + 1;
    int published = 0;
    for (int probe = 0; ; probe++) {
      int slot = (int) position & mask;
      int state = (int) STATES.getOpaque(states, slot);
      if (state == FREE && STATES.compareAndSet(states, slot, FREE, CLAIMED)) {
        if (clear) {
          // No method call here: a stack overflow would leave the slot claimed for ever.
          for (int i = slot * stride, end = i + width; i < end; i++) {
            values[i] = Double.NaN;
          }
        }
        return slot;
      }
      if (state == PUBLISHED) {
        published++;
      }
      if (published == 2 || probe == MAX_PROBES) {
        return -1;
      }
      // Doubling steps get past a long run of slots that hung calls hold.
      long step = 1L << probe;
      position = cursor.getAndAdd(step) + step - 1;
    }
  }

  /** Takes positions from the cursor and returns the first. */
  private long take(ClaimHint hint) {
    // Read before the cursor is moved, so that a sweep that misses the move ends the hint.
    long key = hintKey;
    int count = hint.key == key ? Math.min(2 * hint.taken, maxPositions) : 1;
    hint.key = key;
    hint.taken = count;
    long position = cursor.getAndAdd(count);
    hint.end = position + count;
    return position;
  }

  private static int stride(int width) {
    // At least a line of room behind a row, and rows at whole lines.
    return (width + 2 * (LINE - 1)) & -LINE;
  }

  private String[] texts() {
    String[] current = texts;
    return current != null ? current : createTexts();
  }

  @SuppressWarnings("NullAway") // elements start as null; readers treat them as nullable
  private synchronized String[] createTexts() {
    String[] current = texts;
    if (current == null) {
      current = new String[slots * width];
      texts = current;
    }
    return current;
  }

  /** Returns the duration of a published call in nanoseconds. */
  long durationNanos(int lead) {
    long duration = records[(lead << RECORD_SHIFT) + DURATION];
    return duration < 0 ? ~duration : duration;
  }

  /** Returns the class name of what a published call threw, or null. */
  @Nullable String errorType(int lead) {
    return records[(lead << RECORD_SHIFT) + DURATION] < 0 ? errorTypes[lead] : null;
  }

  /** Returns the number in a column of a slot. */
  double number(int slot, int column) {
    return values[slot * stride + column];
  }

  /** Returns the text in a column of a slot, or null. */
  @Nullable String text(int slot, int column) {
    String[] currentTexts = texts;
    return currentTexts == null ? null : currentTexts[slot * width + column];
  }
}
