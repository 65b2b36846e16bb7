package io.modelmon.performance.join;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where predictions that wait for labels are kept.
 *
 * <ul>
 *   <li>{@link #memory()}: nowhere else; they end with the process.
 *   <li>{@link #file}: in memory, and behind it in a file that is read at the next start.
 *   <li>{@link #jdbc}: in a database that several processes share; a label may come to any of them.
 * </ul>
 *
 * <p>A file or a database is only touched by one daemon thread, {@code modelmon-labels}, behind a
 * bounded queue.
 *
 * <p><b>Threads:</b> {@link #join} and the joins belong to one thread; {@link #status} may be
 * called by any.
 */
public interface LabelStore extends AutoCloseable {

  /**
   * Opens the join of one model; once per model name.
   *
   * @param model the name, without version
   * @param listener takes the pairs
   */
  LabelJoin join(String model, JoinShape shape, JoinPolicy policy, JoinListener listener);

  /**
   * Returns whether the store is still being opened, and worth waiting for: until then {@link
   * #join} would have to do without it. Returns false after ten seconds at most, and once the store
   * is closed.
   */
  default boolean isOpening() {
    return false;
  }

  /** Returns how the store does. */
  StoreStatus status();

  /**
   * Hands everything to the file or database, waiting at most so long, and lets go of it.
   *
   * @param timeoutMillis ≥ 0
   * @return whether everything was handed over
   */
  boolean close(long timeoutMillis);

  /** Closes and waits at most a second. */
  @Override
  default void close() {
    close(1000);
  }

  /** Returns a store that keeps everything in memory. */
  static LabelStore memory() {
    return new MemoryLabelStore();
  }

  /**
   * Opens a file, and waits until it is open. A file that cannot be read is set aside, one that
   * another process holds is left alone and memory is used instead; either is one line.
   *
   * @param file created when absent, its folder too; beside it {@code <file>.key}, the key of the
   *     hashes of ids
   * @param maxBytes the size above which nothing is added to the file, ≥ 1 MiB
   * @param log takes one line per notable event, on any thread
   */
  static LabelStore file(Path file, long maxBytes, Consumer<String> log) {
    return FileLabelStore.open(file, maxBytes, log).awaitOpen();
  }

  /**
   * As {@link #file}, but returns at once: the thread of the store opens the file, see {@link
   * #isOpening}.
   */
  static LabelStore fileSoon(Path file, long maxBytes, Consumer<String> log) {
    return FileLabelStore.open(file, maxBytes, log);
  }

  /**
   * Returns a store in a shared PostgreSQL database. Returns at once; tables are made when it is
   * first reached.
   *
   * @param connections where connections come from
   * @param secret what the key of the hashes of ids is made of: the same in all processes, at least
   *     8 characters, not in the database
   * @param log takes one line per notable event, on any thread
   * @throws IllegalArgumentException when the secret is too short
   */
  static LabelStore jdbc(ConnectionSource connections, String secret, Consumer<String> log) {
    return JdbcLabelStore.open(connections, secret, log);
  }
}
