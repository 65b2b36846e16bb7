package io.modelmon.examples.receiver;

import java.util.List;
import java.util.Map;

/**
 * A finished span.
 *
 * @param name the span's name
 * @param attributes the span's attributes
 * @param startTimeUnixNano when it began
 * @param endTimeUnixNano when it ended
 * @param traceId hexadecimal
 * @param spanId hexadecimal
 * @param parentSpanId hexadecimal, "" for a root
 * @param events what happened on it, in order
 */
public record Span(
    String name,
    Map<String, Object> attributes,
    long startTimeUnixNano,
    long endTimeUnixNano,
    String traceId,
    String spanId,
    String parentSpanId,
    List<Event> events) {

  /** Copies the collections. */
  public Span {
    attributes = Map.copyOf(attributes);
    events = List.copyOf(events);
  }
}
