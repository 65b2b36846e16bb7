package io.modelmon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration file, validated.
 *
 * @param models the watched models, at least one
 * @param events the forms in which events are emitted
 * @param log the prediction log, or null where there is none
 * @param baseDirectory where relative paths start: the folder of the file
 */
public record ModelmonConfig(
    List<ModelConfig> models,
    Set<EventSignal> events,
    @Nullable LogConfig log,
    Path baseDirectory) {

  /** Creates a configuration without a prediction log. */
  public ModelmonConfig(List<ModelConfig> models, Set<EventSignal> events, Path baseDirectory) {
    this(models, events, null, baseDirectory);
  }

  /** Copies the collections. */
  public ModelmonConfig {
    models = List.copyOf(models);
    events = Set.copyOf(events);
  }
}
