package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.config.LabelStoreConfig;
import io.modelmon.monitor.LabelStores;
import io.modelmon.performance.join.LabelStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores in which predictions wait for their labels. A file is opened, and read, on the monitor
 * thread at its first poll: the start of the application must not wait for it, and what is called
 * meanwhile waits in the rings.
 *
 * <p><b>Threads:</b> opened by one thread, closed by any, which never waits for a file to be read.
 */
final class LabelFiles implements LabelStores {

  private static final long CLOSE_MILLIS = 500;

  private final Path folder;
  private final Map<LabelStoreConfig, LabelStore> stores = new ConcurrentHashMap<>();

  /**
   * Opens nothing yet.
   *
   * @param folder where relative paths start
   */
  LabelFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public LabelStore store(LabelStoreConfig config) {
    LabelStore known = stores.get(config);
    if (known != null) {
      return known;
    }
    String file = config.file();
    LabelStore opened =
        file == null
            ? LabelStore.memory()
            : LabelStore.file(folder.resolve(file), config.maxBytes(), AgentLog::line);
    stores.put(config, opened);
    return opened;
  }

  /** Hands everything to the files and lets go of them. */
  void close() {
    for (LabelStore store : stores.values()) {
      if (!store.close(CLOSE_MILLIS)) {
        AgentLog.debug("some predictions that wait for labels were not stored in time", null);
      }
    }
  }
}
