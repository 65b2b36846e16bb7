package io.modelmon.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How labels find their predictions: the keys {@code id}, {@code segments} and {@code labels}.
 *
 * @param id where the id of a prediction comes from, or null where labels are not watched
 * @param segments name to expression of values by which performance is broken down, in the file's
 *     order
 * @param rules the methods that bring labels
 * @param folder the folder in which files bring labels, or null
 * @param patience how long a closed window waits for the next one to close before it is evaluated,
 *     and how long after its prediction a label is in time
 * @param expire how long a prediction waits for its label
 * @param early how long a label waits for its prediction
 * @param store where predictions wait
 */
public record LabelsConfig(
    @Nullable IdSource id,
    Map<String, Expression> segments,
    List<LabelRule> rules,
    @Nullable LabelFolderConfig folder,
    Duration patience,
    Duration expire,
    Duration early,
    LabelStoreConfig store) {

  /** No labels, and what the file means when it is silent about times. */
  public static final LabelsConfig NONE =
      new LabelsConfig(
          null,
          Map.of(),
          List.of(),
          null,
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofMinutes(10),
          LabelStoreConfig.MEMORY);

  /** Copies the collections, keeping the order of the segments. */
  public LabelsConfig {
    segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
    rules = List.copyOf(rules);
  }

  /** Returns whether labels are watched. */
  public boolean isWatched() {
    return id != null;
  }
}
