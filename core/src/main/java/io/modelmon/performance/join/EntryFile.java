package io.modelmon.performance.join;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * The file behind the joins of one process: one sorted map per model in an MVStore, without threads
 * of its own.
 *
 * <p><b>Threads:</b> confined to one at a time.
 */
final class EntryFile {

  private static final String MODEL = "model:";
  private static final int CACHE_MEGABYTES = 2;
  private static final int RETENTION_MILLIS = 10_000;
  private static final int COMPACT_FILL_PERCENT = 50;
  private static final int COMPACT_BYTES = 4 << 20;
  private static final int SHRINK_MILLIS = 200;

  private final MVStore store;
  private final long maxBytes;
  private final Map<String, MVMap<byte[], byte[]>> maps = new HashMap<>();
  private boolean full;

  private EntryFile(MVStore store, long maxBytes) {
    this.store = store;
    this.maxBytes = maxBytes;
  }

  /**
   * Opens or creates a file; one that cannot be read is set aside first.
   *
   * @return null when another process holds it or there is no place for it
   */
  static @Nullable EntryFile open(Path file, long maxBytes, Consumer<String> log) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return new EntryFile(store(file), maxBytes);
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        log.accept("label store " + file + ": in use by another process; memory only");
        return null;
      }
      return openFresh(file, maxBytes, log, e);
    } catch (IOException | RuntimeException e) {
      log.accept("label store " + file + ": cannot be opened (" + e + "); memory only");
      return null;
    }
  }

  private static @Nullable EntryFile openFresh(
      Path file, long maxBytes, Consumer<String> log, MVStoreException cause) {
    Path aside = file.resolveSibling(file.getFileName() + ".broken");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      EntryFile fresh = new EntryFile(store(file), maxBytes);
      log.accept(
          "label store %s: cannot be read (error %d), now %s; starting afresh"
              .formatted(file, cause.getErrorCode(), aside.getFileName()));
      return fresh;
    } catch (IOException | RuntimeException e) {
      log.accept("label store " + file + ": cannot be opened (" + e + "); memory only");
      return null;
    }
  }

  private static MVStore store(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .cacheSize(CACHE_MEGABYTES)
            .open();
    store.setRetentionTime(RETENTION_MILLIS);
    store.setVersionsToKeep(0);
    return store;
  }

  private MVMap<byte[], byte[]> map(String model) {
    return maps.computeIfAbsent(
        model,
        name ->
            store.openMap(
                MODEL + name,
                new MVMap.Builder<byte[], byte[]>()
                    .keyType(ByteArrayDataType.INSTANCE)
                    .valueType(ByteArrayDataType.INSTANCE)));
  }

  /**
   * Puts or removes an entry.
   *
   * @param value null to remove it
   * @return false when the file is full and the entry is not there
   */
  boolean write(String model, byte[] key, byte @Nullable [] value) {
    if (value == null) {
      map(model).remove(key);
      return true;
    }
    if (full) {
      return false;
    }
    map(model).put(key, value);
    return true;
  }

  /**
   * Returns entries of a model before a key, newest first.
   *
   * @param before null to begin with the newest
   */
  List<Map.Entry<byte[], byte[]>> read(String model, byte @Nullable [] before, int most) {
    MVMap<byte[], byte[]> map = map(model);
    byte[] from = before == null ? map.lastKey() : map.lowerKey(before);
    List<Map.Entry<byte[], byte[]>> found = new ArrayList<>();
    if (from == null) {
      return found;
    }
    Cursor<byte[], byte[]> cursor = map.cursor(from, null, true);
    for (Iterator<byte[]> keys = cursor; keys.hasNext() && found.size() < most; ) {
      byte[] key = keys.next();
      found.add(Map.entry(key, cursor.getValue()));
    }
    return found;
  }

  /** Makes all writes so far outlive this process and this machine's power. */
  void commit() {
    store.commit();
    store.sync();
    full = store.getFileStore().size() > maxBytes;
  }

  /** Rewrites parts of the file that hold little; shrinks a full file. */
  void tidy() {
    store.compact(COMPACT_FILL_PERCENT, COMPACT_BYTES);
    if (full) {
      store.compactFile(SHRINK_MILLIS);
      full = store.getFileStore().size() > maxBytes;
    }
  }

  /** Returns whether nothing is added at present because the file is as large as it may be. */
  boolean isFull() {
    return full;
  }

  void close() {
    store.close();
  }

  /** Lets go of the file after a failure, without writing. */
  void abandon() {
    store.closeImmediately();
  }
}
