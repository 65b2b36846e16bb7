package io.modelmon.performance.join;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins whose entries are in a database that several processes share.
 *
 * <p>The thread {@code modelmon-labels} alone speaks to it. While it cannot be reached, events wait
 * in a bounded queue per model; what finds no room there is counted as dropped.
 */
final class JdbcLabelStore implements LabelStore {

  private static final long PAUSE_NANOS = 20_000_000;
  private static final long RETRY_NANOS = 1_000_000_000;
  private static final long SWEEP_NANOS = 2_000_000_000;
  private static final long WRITER_LIFE_MILLIS = 86_400_000;
  private static final int MOST = 1000;
  private static final int MIN_SECRET = 8;

  private final ConnectionSource connections;
  private final Consumer<String> log;
  private final byte[] key;
  private final long origin = IdKeyFile.randomLong();
  private final List<SharedJoin> joins = new CopyOnWriteArrayList<>();
  private final Map<SharedJoin, Long> swept = new HashMap<>();
  private final AtomicLong stored = new AtomicLong();
  private final Thread thread = StoreThread.create(this::run);
  private volatile StoreStatus.State state = StoreStatus.State.OPEN;
  private volatile boolean closing;
  private volatile boolean drained;
  private @Nullable Connection connection;
  private @Nullable SharedTable table;

  private JdbcLabelStore(ConnectionSource connections, byte[] key, Consumer<String> log) {
    this.connections = connections;
    this.log = log;
    this.key = key;
  }

  static LabelStore open(ConnectionSource connections, String secret, Consumer<String> log) {
    if (secret.length() < MIN_SECRET) {
      throw new IllegalArgumentException(
          "secret must have at least " + MIN_SECRET + " characters, but has " + secret.length());
    }
    JdbcLabelStore store = new JdbcLabelStore(connections, digest(secret), log);
    store.thread.start();
    return store;
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public LabelJoin join(String model, JoinShape shape, JoinPolicy policy, JoinListener listener) {
    ByteBuffer halves = ByteBuffer.wrap(key);
    IdHash ids = new IdHash(halves.getLong(), halves.getLong());
    SharedJoin join = new SharedJoin(model, ids, origin, shape, policy, listener);
    joins.add(join);
    return join;
  }

  @Override
  public StoreStatus status() {
    long queued = joins.stream().mapToLong(SharedJoin::queued).sum();
    return new StoreStatus(state, queued, stored.get(), 0);
  }

  @Override
  public boolean close(long timeoutMillis) {
    joins.forEach(SharedJoin::close);
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Math.max(1, timeoutMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return drained;
  }

  private void run() {
    try {
      workUntilClosed();
    } catch (Throwable e) {
      joins.forEach(SharedJoin::close); // what comes now is counted as dropped
      state = StoreStatus.State.CLOSED;
      log.accept(name() + ": is given up (" + e + ")");
    }
  }

  private void workUntilClosed() {
    boolean more = true;
    boolean ending = false;
    while (more || !ending) {
      // A round that begins after the end was asked for finds all that came before it, which may
      // be much: what the last drain left, or what waits for a database that failed.
      ending = closing;
      boolean failed = false;
      more = false;
      try {
        for (SharedJoin join : joins) {
          more |= work(join);
        }
      } catch (Throwable e) {
        fail(e); // out of memory, too: it is tried again
        failed = true;
        if (ending) {
          break;
        }
      }
      if (!more && !closing) {
        LockSupport.parkNanos(this, failed ? RETRY_NANOS : PAUSE_NANOS);
      }
    }
    drained = joins.stream().allMatch(join -> join.queued() == 0);
    disconnect();
    state = StoreStatus.State.CLOSED;
  }

  /** Stores one batch, or gives up what is too old; returns whether there is more to do. */
  private boolean work(SharedJoin join) throws SQLException {
    SharedBatch batch = join.batch();
    if (batch != null) {
      store(join, batch);
      return true;
    }
    Long last = swept.get(join);
    long now = System.nanoTime();
    if (closing
        || !join.isUsed() // a database that nothing needs is left alone
        || join.nowMillis() == Long.MAX_VALUE
        || (last != null && now - last < SWEEP_NANOS)) {
      return false;
    }
    if (sweep(join)) {
      return true;
    }
    swept.put(join, now);
    return false;
  }

  private void store(SharedJoin join, SharedBatch batch) throws SQLException {
    SharedTable open = connected();
    open.lock(join.model());
    if (open.newestBatch(join.model()) != batch.number) {
      batch.apply(join, open.entriesOf(join, batch), join.nowMillis());
      open.write(join, batch);
      open.newestBatch(join.model(), batch.number, join.nowMillis());
    }
    commit();
    stored.addAndGet(batch.events.size());
    join.stored(batch);
  }

  /** Gives up some of what is too old or too much; returns whether there may be more. */
  private boolean sweep(SharedJoin join) throws SQLException {
    SharedTable open = connected();
    open.lock(join.model());
    long now = join.nowMillis();
    open.forgetWriters(join.model(), now - WRITER_LIFE_MILLIS);
    SharedBatch batch = join.emptyBatch();
    for (EntryKind kind : EntryKind.ALL) {
      JoinPolicy policy = join.policy();
      long life = kind == EntryKind.EARLY ? policy.earlyMillis() : policy.expireMillis();
      List<StoredEntry> old = open.olderThan(join, kind, now - life, MOST);
      if (!old.isEmpty()) {
        batch.expire(join, old, now);
        return finish(open, join, batch);
      }
    }
    long over = open.count(join.model()) - join.policy().capacity();
    if (over > 0) {
      batch.drop(join, open.mostDispensable(join, Math.min(over, MOST)));
      return finish(open, join, batch);
    }
    commit();
    return false;
  }

  private boolean finish(SharedTable open, SharedJoin join, SharedBatch batch) throws SQLException {
    open.write(join, batch);
    commit();
    join.stored(batch);
    return true;
  }

  private String name() {
    String shown = connections.shown();
    return shown.isEmpty() ? "label database" : "label database " + shown;
  }

  private void commit() throws SQLException {
    Connection open = connection;
    if (open != null) {
      open.commit();
    }
  }

  private SharedTable connected() throws SQLException {
    SharedTable open = table;
    if (open == null) {
      Connection made = connections.open();
      connection = made;
      made.setAutoCommit(false);
      open = new SharedTable(made, origin);
      table = open;
      if (state != StoreStatus.State.OPEN) {
        log.accept(name() + ": reached again");
        state = StoreStatus.State.OPEN;
      }
    }
    return open;
  }

  private void fail(Throwable cause) {
    disconnect();
    if (state == StoreStatus.State.OPEN) {
      state = StoreStatus.State.FAILING;
      log.accept(
          name()
              + ": cannot be used at present ("
              + cause
              + "); predictions wait in memory, and it is tried again each second. If this lasts,"
              + " check the URL, the user, the password and the user's right to make tables");
    }
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    table = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException | RuntimeException | LinkageError e) {
        // Its transaction ends with it.
      }
    }
  }
}
