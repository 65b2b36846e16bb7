package io.modelmon.performance.join;

import java.util.Arrays;

/**
 * Entries of one join in columns of primitives, found by id through an open-addressing index, and
 * linked per kind in the order in which they became what they are.
 *
 * <p>Several entries of one id (versions, an early label) lie in one run of the index; {@link
 * #first} and {@link #following} walk over those of one id.
 *
 * <p><b>Cost:</b> amortised constant time; at most 10 bytes of index and {@link
 * EntryChunk#bytesPerEntry} of columns per entry. Memory grows with the entries and is kept. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class EntryTable {

  /** No entry. */
  static final int NONE = -1;

  private static final int MIN_INDEX = 64;
  private static final int VERSION_MASK = 0xfff;
  private static final int KIND_SHIFT = 12;
  private static final int FOREIGN = 1 << 14;

  private final JoinShape shape;
  private final int scoreColumns;
  private EntryChunk[] chunks = new EntryChunk[1];
  private int chunkCount;
  private int used;
  private int free = NONE;
  private int size;

  /** Entry plus one, or 0; a power of two long, at most half full. */
  private int[] index = new int[MIN_INDEX];

  private final int[] heads = {NONE, NONE, NONE};
  private final int[] tails = {NONE, NONE, NONE};

  EntryTable(JoinShape shape) {
    this.shape = shape;
    this.scoreColumns = EntryChunk.scoreColumns(shape);
  }

  JoinShape shape() {
    return shape;
  }

  int size() {
    return size;
  }

  /** Returns the bytes of all arrays, without their headers. */
  long bytes() {
    return (long) chunkCount * EntryChunk.SIZE * EntryChunk.bytesPerEntry(shape)
        + (long) index.length * Integer.BYTES;
  }

  /** Adds an entry at the end of its kind and returns it. */
  int add(long idHigh, long idLow, EntryKind kind, long timeMillis) {
    if (2 * (size + 1) > index.length) {
      grow();
    }
    int entry = allocate();
    EntryChunk chunk = chunk(entry);
    int at = entry & EntryChunk.MASK;
    chunk.high[at] = idHigh;
    chunk.low[at] = idLow;
    chunk.time[at] = timeMillis;
    chunk.meta[at] = (short) (kind.ordinal() << KIND_SHIFT);
    link(entry, kind);
    place(entry, idLow);
    size++;
    return entry;
  }

  /** Adds an entry at the beginning of its kind and returns it. */
  int addOldest(long idHigh, long idLow, EntryKind kind, long timeMillis) {
    int entry = add(idHigh, idLow, kind, timeMillis);
    int head = heads[kind.ordinal()];
    if (head != entry) {
      unlink(entry, kind);
      EntryChunk chunk = chunk(entry);
      chunk.previous[entry & EntryChunk.MASK] = NONE;
      chunk.next[entry & EntryChunk.MASK] = head;
      chunk(head).previous[head & EntryChunk.MASK] = entry;
      heads[kind.ordinal()] = entry;
    }
    return entry;
  }

  /** Removes an entry; walks over its id must begin again. */
  void remove(int entry) {
    unlink(entry, kind(entry));
    unplace(entry);
    chunk(entry).next[entry & EntryChunk.MASK] = free;
    free = entry;
    size--;
  }

  /** Makes an entry another kind, at its end. */
  void become(int entry, EntryKind kind, long timeMillis) {
    unlink(entry, kind(entry));
    EntryChunk chunk = chunk(entry);
    int at = entry & EntryChunk.MASK;
    chunk.meta[at] = (short) ((chunk.meta[at] & ~(3 << KIND_SHIFT)) | kind.ordinal() << KIND_SHIFT);
    chunk.time[at] = timeMillis;
    link(entry, kind);
  }

  /** Returns the oldest entry of a kind, or {@link #NONE}. */
  int oldest(EntryKind kind) {
    return heads[kind.ordinal()];
  }

  /** Returns the entry after another one of its kind, or {@link #NONE}. */
  int newer(int entry) {
    return chunk(entry).next[entry & EntryChunk.MASK];
  }

  /** Returns the position in the index of the first entry of an id, or {@link #NONE}. */
  int first(long idHigh, long idLow) {
    return search(home(idLow), idHigh, idLow);
  }

  /** Returns the position after {@code position} of an entry with the same id. */
  int following(int position) {
    int entry = entryAt(position);
    return search((position + 1) & (index.length - 1), high(entry), low(entry));
  }

  /** Returns the entry at a position in the index. */
  int entryAt(int position) {
    return index[position] - 1;
  }

  private int search(int from, long idHigh, long idLow) {
    int mask = index.length - 1;
    for (int position = from; index[position] != 0; position = (position + 1) & mask) {
      int entry = index[position] - 1;
      EntryChunk chunk = chunk(entry);
      int at = entry & EntryChunk.MASK;
      if (chunk.low[at] == idLow && chunk.high[at] == idHigh) {
        return position;
      }
    }
    return NONE;
  }

  private int home(long idLow) {
    return (int) (idLow ^ idLow >>> 32) & (index.length - 1);
  }

  private void place(int entry, long idLow) {
    int mask = index.length - 1;
    int position = home(idLow);
    while (index[position] != 0) {
      position = (position + 1) & mask;
    }
    index[position] = entry + 1;
  }

  /** Takes an entry out of the index and closes the gap, so that no run is cut in two. */
  private void unplace(int entry) {
    int mask = index.length - 1;
    int gap = home(low(entry));
    while (index[gap] != entry + 1) {
      gap = (gap + 1) & mask;
    }
    for (int next = (gap + 1) & mask; index[next] != 0; next = (next + 1) & mask) {
      int distance = (next - home(low(index[next] - 1))) & mask;
      if (distance >= ((next - gap) & mask)) {
        index[gap] = index[next];
        gap = next;
      }
    }
    index[gap] = 0;
  }

  private void grow() {
    int[] old = index;
    index = new int[Math.multiplyExact(2, old.length)];
    for (int cell : old) {
      if (cell != 0) {
        place(cell - 1, low(cell - 1));
      }
    }
  }

  private int allocate() {
    if (free != NONE) {
      int entry = free;
      free = newer(entry);
      return entry;
    }
    if (used == chunkCount * EntryChunk.SIZE) {
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * chunkCount);
      }
      chunks[chunkCount++] = new EntryChunk(shape);
    }
    return used++;
  }

  private void link(int entry, EntryKind kind) {
    int tail = tails[kind.ordinal()];
    EntryChunk chunk = chunk(entry);
    chunk.previous[entry & EntryChunk.MASK] = tail;
    chunk.next[entry & EntryChunk.MASK] = NONE;
    if (tail == NONE) {
      heads[kind.ordinal()] = entry;
    } else {
      chunk(tail).next[tail & EntryChunk.MASK] = entry;
    }
    tails[kind.ordinal()] = entry;
  }

  private void unlink(int entry, EntryKind kind) {
    EntryChunk chunk = chunk(entry);
    int next = chunk.next[entry & EntryChunk.MASK];
    int previous = chunk.previous[entry & EntryChunk.MASK];
    if (previous == NONE) {
      heads[kind.ordinal()] = next;
    } else {
      chunk(previous).next[previous & EntryChunk.MASK] = next;
    }
    if (next == NONE) {
      tails[kind.ordinal()] = previous;
    } else {
      chunk(next).previous[next & EntryChunk.MASK] = previous;
    }
  }

  private EntryChunk chunk(int entry) {
    return chunks[entry >>> EntryChunk.BITS];
  }

  long high(int entry) {
    return chunk(entry).high[entry & EntryChunk.MASK];
  }

  long low(int entry) {
    return chunk(entry).low[entry & EntryChunk.MASK];
  }

  long time(int entry) {
    return chunk(entry).time[entry & EntryChunk.MASK];
  }

  EntryKind kind(int entry) {
    return EntryKind.ALL[chunk(entry).meta[entry & EntryChunk.MASK] >> KIND_SHIFT & 3];
  }

  /** Returns the version of a prediction or of its remembered label; 0 for an early label. */
  int version(int entry) {
    return chunk(entry).meta[entry & EntryChunk.MASK] & VERSION_MASK;
  }

  /** Returns the label of an entry that is not waiting. */
  double label(int entry) {
    return chunk(entry).scores[(entry & EntryChunk.MASK) * scoreColumns];
  }

  /** Sets the label of an entry that is not waiting, over its first score. */
  void label(int entry, double label) {
    chunk(entry).scores[(entry & EntryChunk.MASK) * scoreColumns] = label;
  }

  /** Sets the version of a remembered label that was early. */
  void version(int entry, int version) {
    EntryChunk chunk = chunk(entry);
    int at = entry & EntryChunk.MASK;
    chunk.meta[at] = (short) ((chunk.meta[at] & ~VERSION_MASK) | version);
  }

  /** Copies a prediction into a waiting entry, all but its time. */
  void write(int entry, WaitingPrediction prediction) {
    EntryChunk chunk = chunk(entry);
    int at = entry & EntryChunk.MASK;
    chunk.window[at] = prediction.window();
    chunk.meta[at] =
        (short)
            (EntryKind.WAITING.ordinal() << KIND_SHIFT
                | prediction.version()
                | (prediction.foreign() ? FOREIGN : 0));
    double predicted = prediction.predicted();
    if (shape.classes()) {
      chunk.classes[at] = Double.isNaN(predicted) ? NONE : (int) predicted;
    } else {
      chunk.numbers[at] = predicted;
    }
    for (int i = 0; i < shape.scores(); i++) {
      chunk.scores[at * scoreColumns + i] = prediction.score(i);
    }
    for (int i = 0; i < shape.segments(); i++) {
      chunk.segments[at * shape.segments() + i] = prediction.segment(i);
    }
  }

  /** Copies a waiting entry into a prediction. */
  void read(int entry, WaitingPrediction target) {
    EntryChunk chunk = chunk(entry);
    int at = entry & EntryChunk.MASK;
    double predicted = shape.classes() ? classOf(chunk.classes[at]) : chunk.numbers[at];
    target.fill(version(entry), chunk.window[at], chunk.time[at], predicted);
    target.foreign((chunk.meta[at] & FOREIGN) != 0);
    for (int i = 0; i < shape.scores(); i++) {
      target.score(i, chunk.scores[at * scoreColumns + i]);
    }
    for (int i = 0; i < shape.segments(); i++) {
      target.segment(i, chunk.segments[at * shape.segments() + i]);
    }
  }

  private static double classOf(int code) {
    return code == NONE ? Double.NaN : code;
  }
}
