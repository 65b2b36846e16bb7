package io.modelmon.config;

import org.jspecify.annotations.Nullable;

/**
 * Where predictions wait for their labels.
 *
 * @param file a file that survives a restart, or null for memory alone; a relative path starts at
 *     the folder of the configuration file
 * @param maxBytes the size above which nothing is added to the file
 */
public record LabelStoreConfig(@Nullable String file, long maxBytes) {

  /** Memory alone. */
  public static final LabelStoreConfig MEMORY = new LabelStoreConfig(null, 0);
}
