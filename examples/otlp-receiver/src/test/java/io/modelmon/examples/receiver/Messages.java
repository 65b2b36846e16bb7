package io.modelmon.examples.receiver;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;

/** Builds OTLP messages. */
final class Messages {

  static final ByteString TRACE = ByteString.fromHex("0102030405060708090a0b0c0d0e0f10");
  static final ByteString SPAN = ByteString.fromHex("a1a2a3a4a5a6a7a8");

  private Messages() {}

  static KeyValue pair(String key, Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Boolean b) {
      any.setBoolValue(b);
    } else if (value instanceof Long l) {
      any.setIntValue(l);
    } else if (value instanceof Double d) {
      any.setDoubleValue(d);
    } else {
      any.setStringValue(value.toString());
    }
    return KeyValue.newBuilder().setKey(key).setValue(any).build();
  }

  static List<KeyValue> pairs(Map<String, Object> attributes) {
    return attributes.entrySet().stream().map(e -> pair(e.getKey(), e.getValue())).toList();
  }

  static ExportMetricsServiceRequest metrics(String instance, Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource(instance))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName("modelmon"))
                        .addAllMetrics(List.of(metrics))))
        .build();
  }

  static Metric counter(String name, long value, long timeNanos, Map<String, Object> attributes) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit("{prediction}")
        .setSum(
            Sum.newBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .setAsInt(value)
                        .setStartTimeUnixNano(1)
                        .setTimeUnixNano(timeNanos)
                        .addAllAttributes(pairs(attributes))))
        .build();
  }

  static Metric gauge(String name, double value, long timeNanos, Map<String, Object> attributes) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit("1")
        .setGauge(
            Gauge.newBuilder()
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .setAsDouble(value)
                        .setTimeUnixNano(timeNanos)
                        .addAllAttributes(pairs(attributes))))
        .build();
  }

  static Metric histogram(
      String name, List<Double> bounds, List<Long> counts, Map<String, Object> attributes) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit("s")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .setCount(counts.stream().mapToLong(Long::longValue).sum())
                        .setSum(1.5)
                        .addAllExplicitBounds(bounds)
                        .addAllBucketCounts(counts)
                        .setStartTimeUnixNano(1)
                        .setTimeUnixNano(2)
                        .addAllAttributes(pairs(attributes))))
        .build();
  }

  static ExportLogsServiceRequest log(String eventName, Map<String, Object> attributes) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource("a"))
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setEventName(eventName)
                                .setBody(AnyValue.newBuilder().setStringValue("a body"))
                                .setTimeUnixNano(7)
                                .setTraceId(TRACE)
                                .setSpanId(SPAN)
                                .addAllAttributes(pairs(attributes)))))
        .build();
  }

  static ExportTraceServiceRequest span(String eventName, Map<String, Object> attributes) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource("a"))
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(
                            Span.newBuilder()
                                .setName("evaluation")
                                .setTraceId(TRACE)
                                .setSpanId(SPAN)
                                .setStartTimeUnixNano(5)
                                .setEndTimeUnixNano(9)
                                .addEvents(
                                    Span.Event.newBuilder()
                                        .setName(eventName)
                                        .setTimeUnixNano(6)
                                        .addAllAttributes(pairs(attributes))))))
        .build();
  }

  private static Resource resource(String instance) {
    return Resource.newBuilder()
        .addAttributes(pair("service.name", "credit"))
        .addAttributes(pair("service.instance.id", instance))
        .build();
  }
}
