package io.modelmon.examples.receiver;

import com.google.protobuf.ByteString;
import io.modelmon.examples.receiver.Event.Form;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Turns OTLP logs and traces requests into events and spans. */
final class EventDecoder {

  private EventDecoder() {}

  static List<Event> decode(ExportLogsServiceRequest request) {
    List<Event> decoded = new ArrayList<>();
    for (ResourceLogs resource : request.getResourceLogsList()) {
      Map<String, Object> attributes =
          Attributes.decode(resource.getResource().getAttributesList());
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          decoded.add(event(log, attributes));
        }
      }
    }
    return decoded;
  }

  static List<Span> decode(ExportTraceServiceRequest request) {
    List<Span> decoded = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Map<String, Object> attributes =
          Attributes.decode(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (io.opentelemetry.proto.trace.v1.Span span : scope.getSpansList()) {
          decoded.add(span(span, attributes));
        }
      }
    }
    return decoded;
  }

  private static Event event(LogRecord log, Map<String, Object> resource) {
    return new Event(
        Form.LOG,
        log.getEventName(),
        Attributes.decode(log.getAttributesList()),
        String.valueOf(Attributes.value(log.getBody())),
        log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano(),
        hex(log.getTraceId()),
        hex(log.getSpanId()),
        log.getSeverityNumberValue(),
        resource);
  }

  private static Span span(
      io.opentelemetry.proto.trace.v1.Span span, Map<String, Object> resource) {
    List<Event> events = new ArrayList<>();
    for (io.opentelemetry.proto.trace.v1.Span.Event event : span.getEventsList()) {
      events.add(
          new Event(
              Form.SPAN,
              event.getName(),
              Attributes.decode(event.getAttributesList()),
              "",
              event.getTimeUnixNano(),
              hex(span.getTraceId()),
              hex(span.getSpanId()),
              0,
              resource));
    }
    return new Span(
        span.getName(),
        Attributes.decode(span.getAttributesList()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        events);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
