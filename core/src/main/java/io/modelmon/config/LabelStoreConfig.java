package io.modelmon.config;

import org.jspecify.annotations.Nullable;

/**
 * Where predictions wait for their labels: in memory, with a file behind it, or in a database.
 *
 * @param file a file that survives a restart, or null; a relative path starts at the folder of the
 *     configuration file
 * @param maxBytes the size above which nothing is added to the file
 * @param database a database that several processes share, or null; then there is no file
 * @param secret what ids are hashed with in the database, the same in all processes; never shown
 */
public record LabelStoreConfig(
    @Nullable String file,
    long maxBytes,
    @Nullable DatabaseConfig database,
    @Nullable String secret) {

  /** Memory alone. */
  public static final LabelStoreConfig MEMORY = new LabelStoreConfig(null, 0, null, null);

  /** Creates settings of a file. */
  public LabelStoreConfig(String file, long maxBytes) {
    this(file, maxBytes, null, null);
  }

  /** Returns everything but the secret. */
  @Override
  public String toString() {
    return "LabelStoreConfig[" + file + ", " + maxBytes + ", " + database + "]";
  }
}
