package io.modelmon.examples.receiver;

import java.util.Map;

/**
 * An event that arrived as a log record or on a span.
 *
 * @param form how it arrived
 * @param name the event's name, "" for a log record without one
 * @param attributes the event's attributes as Boolean, Long, Double, String, List or Map
 * @param body a log record's body as text, "" when there is none
 * @param timeUnixNano when it happened
 * @param traceId hexadecimal, "" when not given
 * @param spanId hexadecimal, "" when not given
 * @param severity a log record's severity number, 0 when not given
 * @param resource attributes of the resource
 */
public record Event(
    Form form,
    String name,
    Map<String, Object> attributes,
    String body,
    long timeUnixNano,
    String traceId,
    String spanId,
    int severity,
    Map<String, Object> resource) {

  /** Copies the maps. */
  public Event {
    attributes = Map.copyOf(attributes);
    resource = Map.copyOf(resource);
  }

  /** Returns an attribute as text, "" when absent. */
  public String attribute(String key) {
    return String.valueOf(attributes.getOrDefault(key, ""));
  }

  /** Tells whether each of the given attributes is present with that text. */
  public boolean matches(Map<String, String> attributeSubset) {
    return Attributes.match(attributes, attributeSubset);
  }

  /** The two forms of an event. */
  public enum Form {
    /** A log record. */
    LOG,
    /** An event on a span. */
    SPAN
  }
}
