package io.modelmon.monitor;

import java.util.Map;

/**
 * What became of the records of the prediction log.
 *
 * @param startEpochNanos when counting began, nanoseconds since 1970
 * @param records records by outcome; empty where there is no log
 */
public record LogSnapshot(long startEpochNanos, Map<String, Long> records) {

  /** No log. */
  public static final LogSnapshot NONE = new LogSnapshot(0, Map.of());

  /** Copies the map. */
  public LogSnapshot {
    records = Map.copyOf(records);
  }
}
