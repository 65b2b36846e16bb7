package io.modelmon.performance.join;

import java.util.Arrays;

/**
 * Entries of one join as records of a few longs, found by id through an open-addressing index, and
 * linked per kind in the order in which they became what they are.
 *
 * <p>Several entries of one id (versions, an early label) lie in one run of the index; {@link
 * #first} and {@link #following} walk over those of one id.
 *
 * <p><b>Cost:</b> amortised constant time; at most 16 bytes of index and {@link
 * EntryLayout#bytesPerEntry} per entry. Memory grows with the entries and is kept. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class EntryTable {

  /** No entry. */
  static final int NONE = -1;

  private static final int MIN_INDEX = 64;
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final JoinShape shape;
  private final EntryLayout layout;
  private final int stride;

  /* A record lies together: an entry is found by chance in memory, and costs a cache line or two. */
  private long[][] chunks = new long[1][];
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
    this.layout = new EntryLayout(shape);
    this.stride = layout.longs();
  }

  JoinShape shape() {
    return shape;
  }

  int size() {
    return size;
  }

  /** Returns the bytes of all arrays, without their headers. */
  long bytes() {
    return (long) chunkCount * CHUNK * layout.bytesPerEntry() + (long) index.length * Integer.BYTES;
  }

  /** Adds an entry at the end of its kind and returns it. */
  int add(long idHigh, long idLow, EntryKind kind, long timeMillis) {
    if (2 * (size + 1) > index.length) {
      grow();
    }
    int entry = allocate();
    long[] chunk = chunk(entry);
    int at = at(entry);
    chunk[at + EntryLayout.HIGH] = idHigh;
    chunk[at + EntryLayout.LOW] = idLow;
    chunk[at + EntryLayout.STATE] = EntryLayout.state(timeMillis, kind);
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
      links(entry, NONE, head);
      links(head, entry, next(head));
      heads[kind.ordinal()] = entry;
    }
    return entry;
  }

  /** Removes an entry; walks over its id must begin again. */
  void remove(int entry) {
    unlink(entry, kind(entry));
    unplace(entry);
    links(entry, NONE, free);
    free = entry;
    size--;
  }

  /** Makes an entry another kind, at its end; its version stays. */
  void become(int entry, EntryKind kind, long timeMillis) {
    unlink(entry, kind(entry));
    int version = version(entry);
    chunk(entry)[at(entry) + EntryLayout.STATE] = EntryLayout.state(timeMillis, kind);
    version(entry, version);
    link(entry, kind);
  }

  /** Returns the oldest entry of a kind, or {@link #NONE}. */
  int oldest(EntryKind kind) {
    return heads[kind.ordinal()];
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
      long[] chunk = chunk(entry);
      int at = at(entry);
      if (chunk[at + EntryLayout.LOW] == idLow && chunk[at + EntryLayout.HIGH] == idHigh) {
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
      free = next(entry);
      return entry;
    }
    if (used == chunkCount * CHUNK) {
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * chunkCount);
      }
      chunks[chunkCount++] = new long[CHUNK * stride];
    }
    return used++;
  }

  private void link(int entry, EntryKind kind) {
    int tail = tails[kind.ordinal()];
    links(entry, tail, NONE);
    if (tail == NONE) {
      heads[kind.ordinal()] = entry;
    } else {
      links(tail, previous(tail), entry);
    }
    tails[kind.ordinal()] = entry;
  }

  private void unlink(int entry, EntryKind kind) {
    int next = next(entry);
    int previous = previous(entry);
    if (previous == NONE) {
      heads[kind.ordinal()] = next;
    } else {
      links(previous, previous(previous), next);
    }
    if (next == NONE) {
      tails[kind.ordinal()] = previous;
    } else {
      links(next, previous, next(next));
    }
  }

  private long[] chunk(int entry) {
    return chunks[entry >>> CHUNK_BITS];
  }

  private int at(int entry) {
    return (entry & (CHUNK - 1)) * stride;
  }

  private int next(int entry) {
    return (int) chunk(entry)[at(entry) + EntryLayout.LINKS];
  }

  private int previous(int entry) {
    return (int) (chunk(entry)[at(entry) + EntryLayout.LINKS] >>> 32);
  }

  private void links(int entry, int previous, int next) {
    chunk(entry)[at(entry) + EntryLayout.LINKS] = (long) previous << 32 | (next & 0xffffffffL);
  }

  long high(int entry) {
    return chunk(entry)[at(entry) + EntryLayout.HIGH];
  }

  long low(int entry) {
    return chunk(entry)[at(entry) + EntryLayout.LOW];
  }

  long time(int entry) {
    return EntryLayout.time(chunk(entry)[at(entry) + EntryLayout.STATE]);
  }

  EntryKind kind(int entry) {
    return EntryLayout.kind(chunk(entry)[at(entry) + EntryLayout.STATE]);
  }

  /** Returns the version of a prediction or of its remembered label; 0 for an early label. */
  int version(int entry) {
    return EntryLayout.version(chunk(entry)[at(entry) + EntryLayout.STATE]);
  }

  /** Sets the version of an entry. */
  void version(int entry, int version) {
    int at = at(entry) + EntryLayout.STATE;
    chunk(entry)[at] = EntryLayout.withVersion(chunk(entry)[at], version);
  }

  /** Returns the label of an entry that is not waiting. */
  double label(int entry) {
    return Double.longBitsToDouble(chunk(entry)[at(entry) + layout.label()]);
  }

  /** Sets the label of an entry that is not waiting, over its first score. */
  void label(int entry, double label) {
    chunk(entry)[at(entry) + layout.label()] = Double.doubleToRawLongBits(label);
  }

  /** Copies a prediction into a waiting entry, all but its time. */
  void write(int entry, WaitingPrediction prediction) {
    layout.write(prediction, chunk(entry), at(entry));
  }

  /** Copies a waiting entry into a prediction. */
  void read(int entry, WaitingPrediction target) {
    layout.read(chunk(entry), at(entry), target);
  }
}
