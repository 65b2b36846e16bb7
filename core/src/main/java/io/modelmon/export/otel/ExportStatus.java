package io.modelmon.export.otel;

/**
 * What has become of the messages of one signal.
 *
 * @param signal {@code metrics}, {@code logs} or {@code traces}
 * @param succeeded messages that the receiver accepted
 * @param failed messages that failed after all attempts
 * @param droppedFull events that found no room while the receiver was away; 0 for metrics
 * @param droppedRejected events that the receiver refused for good; 0 for metrics
 */
public record ExportStatus(
    String signal, long succeeded, long failed, long droppedFull, long droppedRejected) {}
