package io.modelmon.export.log;

import java.io.IOException;

/**
 * Where records go, batch by batch.
 *
 * <p><b>Threads:</b> confined to the thread that writes.
 */
interface LogTarget {

  /** Adds a record to the batch. */
  void add(LogRecord written);

  /** Returns whether the batch should be written before anything is added. */
  boolean full();

  /**
   * Writes the batch and begins another one.
   *
   * @throws IOException when it cannot be written; then nothing of it is, as far as it can be taken
   *     back
   */
  void write() throws IOException;

  /** Gives the batch up. */
  void clear();

  /** Does what is due although nothing comes. */
  void tick() throws IOException;

  /** Ends it. */
  void close() throws IOException;
}
