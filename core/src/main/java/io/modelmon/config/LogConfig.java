package io.modelmon.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prediction log: what models were given and answered, for retraining and audit.
 *
 * @param to the folder of its files, where a relative path starts at the folder of the
 *     configuration file; or what the database may be called in messages
 * @param database the database with the table that is written instead of files, or null
 * @param models the models that are logged, by name; empty means all
 * @param maxBytes the size at which a file is closed and the next one begun
 * @param maxAge the age at which it is
 * @param keepBytes the size of all files together above which the oldest are deleted
 * @param rawIds whether ids are written as they are, and not as keyed hashes
 */
public record LogConfig(
    String to,
    @Nullable DatabaseConfig database,
    List<String> models,
    long maxBytes,
    Duration maxAge,
    long keepBytes,
    boolean rawIds) {

  /** Copies the list. */
  public LogConfig {
    models = List.copyOf(models);
  }

  /** Returns whether a model is logged. */
  public boolean includes(String model) {
    return models.isEmpty() || models.contains(model);
  }
}
