package io.modelmon.performance.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A join in memory that tells a file of every change, and takes over what earlier processes left
 * there, newest first and bit by bit, without waiting for it.
 */
final class FileJoin implements LabelJoin {

  private static final int CHUNK = 1024;
  private static final int MAX_CHUNKS = 8;

  /** Entries, and what their labels stand for. */
  private record Chunk(List<StoredEntry> entries, ItemSets sets) {}

  private final FileLabelStore store;
  private final String model;
  private final EntryCodec codec;
  private final MemoryJoin memory;

  /** Entries that were read and not yet taken over. */
  private final Queue<Chunk> read = new ConcurrentLinkedQueue<>();

  private final AtomicInteger chunks = new AtomicInteger();

  /** Belongs to the thread of the store: how far it has read. */
  private byte @Nullable [] before;

  private volatile boolean allRead;

  FileJoin(
      FileLabelStore store,
      String model,
      IdHash ids,
      long origin,
      JoinShape shape,
      JoinPolicy policy,
      JoinListener listener) {
    this.store = store;
    this.model = model;
    JoinNames names = new JoinNames();
    this.codec = new EntryCodec(shape, names, origin);
    this.memory = new MemoryJoin(ids, names, shape, policy, listener, new Journal());
  }

  private final class Journal implements EntryJournal {

    @Override
    public void put(EntryTable table, int entry) {
      store.offer(model, codec.key(table, entry), codec.value(table, entry, memory.names().sets()));
    }

    @Override
    public void remove(EntryTable table, int entry) {
      store.offer(model, codec.key(table, entry), null);
    }
  }

  /**
   * Reads on in the file; called by the thread of the store.
   *
   * @return whether there may be more to read at once
   */
  boolean read(EntryFile file) {
    if (allRead || chunks.get() >= MAX_CHUNKS) {
      return false;
    }
    List<Map.Entry<byte[], byte[]>> found = file.read(model, before, CHUNK);
    Chunk chunk = new Chunk(new ArrayList<>(found.size()), ItemSets.ofAll());
    for (Map.Entry<byte[], byte[]> one : found) {
      before = one.getKey();
      if (!codec.isOwn(one.getValue())) {
        StoredEntry entry = codec.decodeOrNull(one.getKey(), one.getValue(), chunk.sets);
        if (entry == null) {
          file.write(model, one.getKey(), null);
        } else {
          chunk.entries.add(entry);
        }
      }
    }
    boolean last = found.size() < CHUNK;
    chunks.incrementAndGet();
    read.add(chunk);
    allRead = last;
    return !last;
  }

  /** Returns whether the file has been read to its end, or given up. */
  boolean hasRead() {
    return allRead;
  }

  /** Leaves alone what has not been read; called by the thread of the store. */
  void stopReading() {
    allRead = true;
  }

  @Override
  public void advance(long nowMillis) {
    for (Chunk chunk = read.poll(); chunk != null; chunk = read.poll()) {
      for (StoredEntry entry : chunk.entries) {
        know(entry, chunk.sets);
        if (!memory.restore(entry)) {
          store.offer(model, codec.key(entry), null);
        }
      }
      chunks.decrementAndGet();
    }
    memory.advance(nowMillis);
  }

  /** The newest is read first: a remembered label makes nothing newer forgotten. */
  private void know(StoredEntry entry, ItemSets sets) {
    ItemSets.Items items = sets.find(entry.label());
    if (items != null && entry.kind() == EntryKind.EARLY) {
      names().sets().keep(entry.label(), items);
    } else if (items != null) {
      names().sets().keepWhereRoom(entry.label(), items);
    }
  }

  @Override
  public boolean isReady() {
    return allRead && chunks.get() == 0;
  }

  @Override
  public IdHash ids() {
    return memory.ids();
  }

  @Override
  public JoinNames names() {
    return memory.names();
  }

  @Override
  public void predicted(long idHigh, long idLow, WaitingPrediction prediction) {
    memory.predicted(idHigh, idLow, prediction);
  }

  @Override
  public boolean meets(long idHigh, long idLow) {
    return memory.meets(idHigh, idLow);
  }

  @Override
  public @Nullable LabelOutcome labelled(long idHigh, long idLow, long epochMillis, double label) {
    return memory.labelled(idHigh, idLow, epochMillis, label);
  }

  @Override
  public JoinAccount account() {
    return memory.account();
  }
}
