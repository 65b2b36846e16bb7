package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.config.DatabaseConfig;
import io.modelmon.config.LabelStoreConfig;
import io.modelmon.monitor.LabelStores;
import io.modelmon.performance.join.LabelStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The stores in which predictions wait for their labels. A file or a database is only touched by
 * the thread of its store; what is called before a file is open waits in the rings.
 *
 * <p><b>Threads:</b> opened by one thread, closed by any, which never waits for a file to be read.
 */
final class LabelFiles implements LabelStores {

  private final Path folder;
  private final Supplier<Iterable<ClassLoader>> loaders;
  private final Map<LabelStoreConfig, LabelStore> stores = new ConcurrentHashMap<>();

  /**
   * Opens nothing yet.
   *
   * @param folder where relative paths start
   * @param loaders where the application may have a JDBC driver
   */
  LabelFiles(Path folder, Supplier<Iterable<ClassLoader>> loaders) {
    this.folder = folder;
    this.loaders = loaders;
  }

  @Override
  public LabelStore store(LabelStoreConfig config) {
    LabelStore known = stores.get(config);
    if (known != null) {
      return known;
    }
    LabelStore opened = open(config);
    stores.put(config, opened);
    return opened;
  }

  private LabelStore open(LabelStoreConfig config) {
    String file = config.file();
    DatabaseConfig database = config.database();
    String secret = config.secret();
    if (database != null && secret != null) {
      if (ModuleLayer.boot().findModule("java.sql").isEmpty()) {
        AgentLog.line(
            "label database: this Java has no module java.sql (--add-modules java.sql adds it);"
                + " predictions wait in memory only");
        return LabelStore.memory();
      }
      return LabelStore.jdbc(
          new DriverConnections(database, folder, loaders), secret, AgentLog::line);
    }
    return file == null
        ? LabelStore.memory()
        : LabelStore.fileSoon(folder.resolve(file), config.maxBytes(), AgentLog::line);
  }

  /** Hands everything to the files, and lets go of them within the given time. */
  void close(long timeoutNanos) {
    if (!close(stores.values(), timeoutNanos)) {
      long left = stores.values().stream().mapToLong(store -> store.status().queued()).sum();
      if (left == 0) {
        AgentLog.debug("a label store was not closed in time", null);
      } else {
        AgentLog.line(
            "label stores: the process ends before "
                + left
                + " changes of what waits for labels were stored, which are lost. See that the file"
                + " or database can be reached and is quick enough");
      }
    }
  }

  /** Closes stores side by side, within one time for all; returns whether all could finish. */
  static boolean close(Collection<LabelStore> stores, long timeoutNanos) {
    long deadlineNanos = System.nanoTime() + timeoutNanos;
    for (LabelStore store : stores) {
      boolean unused = store.close(0); // each begins to, on its own thread
    }
    boolean closed = true;
    for (LabelStore store : stores) {
      long remainingNanos = Math.max(0, deadlineNanos - System.nanoTime());
      closed &= store.close(TimeUnit.NANOSECONDS.toMillis(remainingNanos));
    }
    return closed;
  }
}
