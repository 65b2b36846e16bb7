package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.config.LabelStoreConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.LabelStores;
import io.modelmon.performance.join.LabelStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The stores in which predictions wait for their labels, opened before the monitor starts: a file
 * is read when it is opened.
 *
 * <p><b>Threads:</b> opened by one thread, asked by the monitor, closed by a third.
 */
final class LabelFiles implements LabelStores {

  private static final long CLOSE_MILLIS = 500;

  private final Map<LabelStoreConfig, LabelStore> stores = new HashMap<>();

  private LabelFiles() {}

  /** Opens the stores of all models. */
  static LabelFiles open(ModelmonConfig config) {
    LabelFiles files = new LabelFiles();
    for (ModelConfig model : config.models()) {
      if (model.labels().isWatched()) {
        files.stores.computeIfAbsent(
            model.labels().store(), settings -> open(settings, config.baseDirectory()));
      }
    }
    return files;
  }

  private static LabelStore open(LabelStoreConfig settings, Path folder) {
    String file = settings.file();
    return file == null
        ? LabelStore.memory()
        : LabelStore.file(folder.resolve(file), settings.maxBytes(), AgentLog::line);
  }

  @Override
  public LabelStore store(LabelStoreConfig config) {
    LabelStore store = stores.get(config);
    return store == null ? LabelStore.memory() : store;
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
