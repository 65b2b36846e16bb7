package io.modelmon.performance.join;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins in memory, with a file behind them from which the next process takes over.
 *
 * <p>Every change of an entry goes through a bounded queue to the thread {@code modelmon-labels},
 * which writes and commits a few times a second. While the queue is three quarters full new entries
 * are not stored, so that removals still find room: what was lost is then missing after a restart,
 * and nothing is joined twice.
 */
final class FileLabelStore implements LabelStore {

  private static final int QUEUE = 1 << 15;
  private static final int QUEUE_FOR_PUTS = QUEUE / 4 * 3;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final long COMMIT_NANOS = 100_000_000;
  private static final long TIDY_NANOS = 5_000_000_000L;
  private static final long RETRY_NANOS = 5_000_000_000L;
  private static final long OPEN_NANOS = 10_000_000_000L;
  private static final int BATCH = 4096;

  private static final class Change {
    final String model;
    final byte[] key;
    final byte @Nullable [] value;

    Change(String model, byte[] key, byte @Nullable [] value) {
      this.model = model;
      this.key = key;
      this.value = value;
    }
  }

  private final Path path;
  private final long maxBytes;
  private final Consumer<String> log;
  private final long origin;
  private final Queue<Change> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final List<FileJoin> joins = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final long startNanos = System.nanoTime();
  private final AtomicLong stored = new AtomicLong();

  /** What ids are hashed with, null before the file is open, and where it cannot be opened. */
  private volatile long @Nullable [] key;

  private volatile boolean closing;
  private volatile StoreStatus.State state = StoreStatus.State.OPEN;
  private @Nullable EntryFile file;
  private long uncommitted;
  private boolean saidFull;

  private FileLabelStore(Path path, long maxBytes, Consumer<String> log) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.log = log;
    this.origin = IdKeyFile.randomLong();
    this.thread = StoreThread.create(this::run);
  }

  static FileLabelStore open(Path path, long maxBytes, Consumer<String> log) {
    if (maxBytes < 1 << 20) {
      throw new IllegalArgumentException("maxBytes must be at least 1048576, but is " + maxBytes);
    }
    FileLabelStore store = new FileLabelStore(path, maxBytes, log);
    store.thread.start();
    return store;
  }

  /** Waits until the file is open, or until it is clear that it will not be. */
  LabelStore awaitOpen() {
    try {
      boolean unused = opened.await(OPEN_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return this;
  }

  @Override
  public boolean isOpening() {
    return !closing && opened.getCount() > 0 && System.nanoTime() - startNanos < OPEN_NANOS;
  }

  @Override
  public LabelJoin join(String model, JoinShape shape, JoinPolicy policy, JoinListener listener) {
    long[] known = key;
    if (known == null) {
      if (opened.getCount() > 0) {
        log.accept("label store " + path + ": not open in time; " + model + " is in memory only");
      }
      return new MemoryLabelStore().join(model, shape, policy, listener);
    }
    FileJoin join =
        new FileJoin(this, model, new IdHash(known[0], known[1]), origin, shape, policy, listener);
    joins.add(join);
    return join;
  }

  /** Takes a change of an entry; never waits. */
  void offer(String model, byte[] entryKey, byte @Nullable [] value) {
    int room = value == null ? QUEUE : QUEUE_FOR_PUTS;
    if (queued.get() >= room || state == StoreStatus.State.CLOSED) {
      lost.incrementAndGet();
      return;
    }
    queued.incrementAndGet();
    queue.add(new Change(model, entryKey, value));
  }

  @Override
  public StoreStatus status() {
    return key == null && state == StoreStatus.State.OPEN
        ? new StoreStatus(StoreStatus.State.MEMORY_ONLY, 0, 0, 0)
        : new StoreStatus(state, queued.get(), stored.get(), lost.get());
  }

  @Override
  public boolean close(long timeoutMillis) {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Math.max(1, timeoutMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive() && queued.get() == 0;
  }

  private void run() {
    try {
      if (opened()) {
        workUntilClosed();
        end();
      }
    } catch (Throwable e) {
      state = StoreStatus.State.CLOSED;
      log.accept("label store " + path + ": is given up (" + e + ")");
    }
  }

  private boolean opened() {
    try {
      EntryFile found = EntryFile.open(path, maxBytes, log);
      long[] read =
          found == null
              ? null
              : IdKeyFile.read(path.resolveSibling(path.getFileName() + ".key"), log);
      if (found != null && read == null) {
        found.close();
      }
      file = found;
      key = read;
      return read != null;
    } finally {
      opened.countDown();
    }
  }

  private void workUntilClosed() {
    long tidied = System.nanoTime();
    long committed = tidied;
    while (!closing || (file != null && queued.get() > 0)) {
      boolean busy = false;
      try {
        EntryFile open = reopened();
        busy = handOver(open);
        // A label that came early is kept under the id of its prediction: it must not be written
        // in its place before that has been read.
        if (closing || joins.stream().allMatch(FileJoin::hasRead)) {
          busy |= write(open);
        }
        long now = System.nanoTime();
        if (uncommitted > 0 && now - committed >= COMMIT_NANOS) {
          commit(open);
          committed = now;
        }
        if (now - tidied >= TIDY_NANOS) {
          open.tidy();
          tidied = now;
        }
      } catch (Throwable e) {
        fail(e); // out of memory, too: it is tried again
      }
      if (!busy && !closing) {
        LockSupport.parkNanos(this, file == null ? RETRY_NANOS : PAUSE_NANOS);
      }
    }
  }

  private void end() {
    EntryFile open = file;
    try {
      if (open != null) {
        commit(open);
        open.close();
      }
    } catch (RuntimeException | LinkageError e) {
      fail(e);
    }
    state = StoreStatus.State.CLOSED;
  }

  private EntryFile reopened() {
    EntryFile open = file;
    if (open == null) {
      open = EntryFile.open(path, maxBytes, log);
      if (open == null) {
        throw new IllegalStateException("label store " + path + " cannot be opened");
      }
      file = open;
    }
    return open;
  }

  private boolean write(EntryFile open) {
    for (int i = 0; i < BATCH; i++) {
      Change change = queue.poll();
      if (change == null) {
        return i > 0;
      }
      queued.decrementAndGet();
      uncommitted++;
      if (!open.write(change.model, change.key, change.value)) {
        uncommitted--;
        lost.incrementAndGet();
      }
    }
    return true;
  }

  private boolean handOver(EntryFile open) {
    boolean busy = false;
    for (FileJoin join : joins) {
      try {
        busy |= join.read(open);
      } catch (RuntimeException | LinkageError e) {
        join.stopReading();
        log.accept("label store %s: not all that waits can be read (%s)".formatted(path, e));
      }
    }
    return busy;
  }

  private void commit(EntryFile open) {
    open.commit();
    state = StoreStatus.State.OPEN;
    stored.addAndGet(uncommitted);
    uncommitted = 0;
    if (open.isFull() != saidFull) {
      saidFull = open.isFull();
      log.accept(
          "label store %s: %s"
              .formatted(
                  path,
                  saidFull
                      ? "as large as allowed; new predictions are kept in memory only"
                      : "has room again"));
    }
  }

  /** Goes on without the file, which is opened again some seconds later. */
  private void fail(Throwable cause) {
    EntryFile open = file;
    file = null;
    lost.addAndGet(uncommitted);
    uncommitted = 0;
    if (state == StoreStatus.State.OPEN) {
      state = StoreStatus.State.FAILING;
      log.accept("label store " + path + ": fails (" + cause + ")");
    }
    if (open != null) {
      try {
        open.abandon();
      } catch (RuntimeException | LinkageError e) {
        // It failed before.
      }
    }
  }
}
