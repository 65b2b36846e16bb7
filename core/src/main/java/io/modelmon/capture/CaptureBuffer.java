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
 * <p><b>Cost:</b> one fetch-and-add and one compare-and-set per row, one release store per call, no
 * allocation. At most {@link #maxRowsPerCall()} rows of a call are held. <br>
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
   * States lie apart from the values, and neighbours in claim order lie on different cache lines.
   */
  private static final int FREE = 0;
  private static final int CLAIMED = 1;
  private static final int PUBLISHED = 2;

  private static final int DEFAULT_SLOTS = 4096;
  private static final int MIN_SLOTS = 64;
  private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();
  private static final long MAX_BYTES = Math.min(5L << 20, HEAP_BYTES / 64);
  private static final long MAX_BYTES_IN_ALL = Math.min(32L << 20, HEAP_BYTES / 16);
  private static final int MAX_PROBES = 12;
  private static final int SWEEPS_AFTER_MOVE = 32;

  /** Stands in place of the rows of a call where a slot is no call but a label. */
  private static final int LABEL_ROWS = -1;

  private static final VarHandle STATES = MethodHandles.arrayElementVarHandle(int[].class);

  private final ModelSchema schema;
  private final int width;
  private final int slots;
  private final int mask;
  private final int spreadShift;
  private final AtomicLong cursor = new AtomicLong();
  private final int[] states;
  private final double[] values;
  private volatile String @Nullable [] texts;
  private final long[] startNanos;
  private final long[] durationNanos;
  private final int[] totalRows;
  private final int[] capturedRows;
  private final int[] next;
  private final @Nullable String[] errorTypes;
  private final @Nullable SlotKeys keys;

  private final View view = new View();
  private long sweptCursor;
  private int sweepsLeft;

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
    this.spreadShift = Integer.numberOfTrailingZeros(slots) - 4;
    this.states = new int[slots];
    this.values = new double[slots * width];
    this.startNanos = new long[slots];
    this.durationNanos = new long[slots];
    this.totalRows = new int[slots];
    this.capturedRows = new int[slots];
    this.next = new int[slots];
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
    long bytesPerSlot = 12L * schema.width() + 48 + keyBytes;
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
    int lead = claimSlot();
    if (lead < 0) {
      return -1;
    }
    int wanted = Math.min(rows, maxRowsPerCall());
    int held = 1;
    int last = lead;
    while (held < wanted) {
      int slot = claimSlot();
      if (slot < 0) {
        break;
      }
      next[last] = slot;
      last = slot;
      held++;
    }
    next[last] = -1;
    this.startNanos[lead] = startNanos;
    totalRows[lead] = rows;
    capturedRows[lead] = Math.min(rows, held);
    return lead;
  }

  /** Returns how many rows of the call that starts at a slot are held. */
  public int capturedRows(int lead) {
    return capturedRows[lead];
  }

  /**
   * Sets the start of a call whose slots were claimed before its body began, so that copying its
   * inputs is not counted as its duration.
   */
  public void started(int lead, long startNanos) {
    this.startNanos[lead] = startNanos;
  }

  /** Returns {@code startNanos} of the call that starts at a slot. */
  public long startNanos(int lead) {
    return startNanos[lead];
  }

  /** Returns the number of rows the call that starts at a slot was given. */
  public int totalRows(int lead) {
    return totalRows[lead];
  }

  /** Returns the slot of the next row of the same call, or -1 after the last. */
  public int next(int slot) {
    return next[slot];
  }

  /**
   * Returns which row of the batch a held row stands for: all of them in order, or, when a batch is
   * larger than what is held, rows at even distances.
   *
   * @param held 0 to {@code capturedRows(lead) - 1}
   */
  public int sourceRow(int lead, int held) {
    int captured = capturedRows[lead];
    return captured == totalRows[lead]
        ? held
        : (int) ((long) held * totalRows[lead] / Math.max(1, captured));
  }

  /** Stores a number; NaN is missing, see {@link CellValues}. */
  public void number(int slot, int column, double value) {
    values[slot * width + column] = value;
  }

  /** Stores consecutive numbers, starting at a column. */
  public void numbers(int slot, int column, double[] source, int from, int length) {
    System.arraycopy(source, from, values, slot * width + column, length);
  }

  /**
   * Stores a text, which must not be longer than 128 characters; the column's number is missing.
   */
  public void text(int slot, int column, String value) {
    texts()[slot * width + column] = value;
    values[slot * width + column] = CellValues.MISSING;
  }

  /**
   * Hands a finished call to the reader. The writer must not touch its slots afterwards.
   *
   * @param errorType the class name of what the call threw, or null
   */
  public void publish(int lead, long durationNanos, @Nullable String errorType) {
    this.durationNanos[lead] = Math.max(0, durationNanos);
    errorTypes[lead] = errorType;
    STATES.setRelease(states, spread(lead), PUBLISHED);
  }

  /** Hands a slot that holds a label to the reader. */
  void publishLabel(int slot) {
    totalRows[slot] = LABEL_ROWS;
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
   * @return the number of calls passed on
   */
  public int drain(CallConsumer consumer, boolean force) {
    long begin = sweptCursor;
    long end = cursor.get();
    if (end != begin) {
      sweptCursor = end;
      sweepsLeft = SWEEPS_AFTER_MOVE;
    } else if (sweepsLeft == 0 && !force) {
      return 0;
    } else {
      sweepsLeft = Math.max(0, sweepsLeft - 1);
    }
    int drained = 0;
    // From where the last sweep ended: since then each slot was claimed at most once, in this
    // order.
    for (long position = begin; position < begin + slots; position++) {
      int slot = (int) position & mask;
      int state = (int) STATES.getAcquire(states, spread(slot));
      if (state == PUBLISHED) {
        drained++;
        pass(slot, consumer);
      } else if (state == CLAIMED) {
        sweepsLeft = SWEEPS_AFTER_MOVE;
      }
    }
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
      release(lead);
    }
  }

  private void release(int lead) {
    errorTypes[lead] = null;
    String[] currentTexts = texts;
    int slot = lead;
    while (slot >= 0) {
      int following = next[slot];
      if (currentTexts != null) {
        Arrays.fill(currentTexts, slot * width, (slot + 1) * width, null);
      }
      if (keys != null) {
        keys.clear(slot);
      }
      STATES.setRelease(states, spread(slot), FREE);
      slot = following;
    }
  }

  private int claimSlot() {
    long position = cursor.getAndIncrement();
    int published = 0;
    for (int probe = 0; ; probe++) {
      int slot = (int) position & mask;
      int index = spread(slot);
      int state = (int) STATES.getOpaque(states, index);
      if (state == FREE && STATES.compareAndSet(states, index, FREE, CLAIMED)) {
        // No method call here: a stack overflow would leave the slot claimed for ever.
        for (int i = slot * width, end = i + width; i < end; i++) {
          values[i] = Double.NaN;
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

  private int spread(int slot) {
    return ((slot & 15) << spreadShift) | (slot >>> 4);
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

  /** The one view, moved from call to call. */
  private final class View implements CapturedCall {

    private int lead;
    private int currentRow;
    private int currentSlot;

    void at(int slot) {
      lead = slot;
      currentRow = 0;
      currentSlot = slot;
    }

    @Override
    public long startNanos() {
      return startNanos[lead];
    }

    @Override
    public long durationNanos() {
      return durationNanos[lead];
    }

    @Override
    public @Nullable String errorType() {
      return errorTypes[lead];
    }

    @Override
    public int totalRows() {
      return totalRows[lead];
    }

    @Override
    public int capturedRows() {
      return capturedRows[lead];
    }

    @Override
    public double value(int row, int column) {
      return values[slotOf(row) * width + column];
    }

    @Override
    public @Nullable String text(int row, int column) {
      String[] currentTexts = texts;
      return currentTexts == null ? null : currentTexts[slotOf(row) * width + column];
    }

    @Override
    public boolean isLabel() {
      return totalRows[lead] == LABEL_ROWS;
    }

    @Override
    public boolean hasId(int row) {
      return keys != null && keys.hasId(slotOf(row));
    }

    @Override
    public long idNumber(int row) {
      return keys == null ? 0 : keys.idNumber(slotOf(row));
    }

    @Override
    public @Nullable String idText(int row) {
      return keys == null ? null : keys.idText(slotOf(row));
    }

    @Override
    public @Nullable String segment(int index) {
      return keys == null ? null : keys.segment(lead, index);
    }

    @Override
    public double labelNumber() {
      return keys == null ? Double.NaN : keys.labelNumber(lead);
    }

    @Override
    public @Nullable String labelText() {
      return keys == null ? null : keys.labelText(lead);
    }

    private int slotOf(int row) {
      if (row < currentRow) {
        currentRow = 0;
        currentSlot = lead;
      }
      while (currentRow < row) {
        currentSlot = next[currentSlot];
        currentRow++;
      }
      return currentSlot;
    }
  }
}
