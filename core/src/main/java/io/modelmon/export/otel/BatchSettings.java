package io.modelmon.export.otel;

import java.time.Duration;

/**
 * How events are gathered before they are sent.
 *
 * @param delay how long the first one waits for company
 * @param maxQueueSize how many may wait
 * @param maxBatchSize how many go into one message
 */
record BatchSettings(Duration delay, int maxQueueSize, int maxBatchSize) {

  private static final int DEFAULT_QUEUE_SIZE = 2048;
  private static final int DEFAULT_BATCH_SIZE = 512;

  static BatchSettings ofLogs(OtelSettings settings) {
    return of(settings, "otel.blrp.", Duration.ofSeconds(1));
  }

  static BatchSettings ofSpans(OtelSettings settings) {
    return of(settings, "otel.bsp.", Duration.ofSeconds(5));
  }

  private static BatchSettings of(OtelSettings settings, String prefix, Duration delay) {
    int queue = settings.number(prefix + "max.queue.size", DEFAULT_QUEUE_SIZE);
    int batch = settings.number(prefix + "max.export.batch.size", DEFAULT_BATCH_SIZE);
    return new BatchSettings(
        settings.duration(prefix + "schedule.delay", delay), queue, Math.min(batch, queue));
  }
}
