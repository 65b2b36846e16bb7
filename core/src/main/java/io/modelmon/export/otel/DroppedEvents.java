package io.modelmon.export.otel;

/**
 * Events that were lost for one reason.
 *
 * @param signal {@code log} or {@code span}
 * @param reason {@code export_queue} when too many waited, {@code rejected} when the receiver
 *     refused them
 * @param count how many since the start
 */
record DroppedEvents(String signal, String reason, long count) {}
