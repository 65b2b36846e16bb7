package io.modelmon.examples.receiver;

import io.modelmon.examples.receiver.Series.Distribution;
import io.modelmon.examples.receiver.Series.Kind;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns an OTLP metrics request into series. */
final class MetricDecoder {

  private MetricDecoder() {}

  static List<Series> decode(ExportMetricsServiceRequest request) {
    List<Series> decoded = new ArrayList<>();
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Map<String, Object> attributes =
          Attributes.decode(resource.getResource().getAttributesList());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          decode(metric, header(metric, scope.getScope().getName(), attributes), decoded);
        }
      }
    }
    return decoded;
  }

  private static Series.Metric header(Metric metric, String scope, Map<String, Object> resource) {
    return new Series.Metric(
        metric.getName(),
        metric.getUnit(),
        metric.getDescription(),
        kind(metric),
        temporality(metric) == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
        metric.hasSum() && metric.getSum().getIsMonotonic(),
        scope,
        resource);
  }

  private static Kind kind(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM -> Kind.SUM;
      case HISTOGRAM -> Kind.HISTOGRAM;
      case EXPONENTIAL_HISTOGRAM -> Kind.EXPONENTIAL_HISTOGRAM;
      case SUMMARY -> Kind.SUMMARY;
      default -> Kind.GAUGE;
    };
  }

  private static AggregationTemporality temporality(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM -> metric.getSum().getAggregationTemporality();
      case HISTOGRAM -> metric.getHistogram().getAggregationTemporality();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getAggregationTemporality();
      default -> AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
    };
  }

  private static void decode(Metric metric, Series.Metric header, List<Series> into) {
    for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
      into.add(number(header, point));
    }
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      into.add(number(header, point));
    }
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      into.add(histogram(header, point));
    }
    for (ExponentialHistogramDataPoint point :
        metric.getExponentialHistogram().getDataPointsList()) {
      into.add(exponential(header, point));
    }
    for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
      into.add(summary(header, point));
    }
  }

  private static Series number(Series.Metric header, NumberDataPoint point) {
    return new Series(
        header,
        Attributes.decode(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.hasAsInt() ? point.getAsInt() : point.getAsDouble(),
        null,
        point.getExemplarsCount());
  }

  private static Series histogram(Series.Metric header, HistogramDataPoint point) {
    Distribution distribution =
        new Distribution(
            point.getCount(),
            point.getSum(),
            point.getExplicitBoundsList(),
            point.getBucketCountsList(),
            point.hasMin() ? point.getMin() : Double.NaN,
            point.hasMax() ? point.getMax() : Double.NaN);
    return new Series(
        header,
        Attributes.decode(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getCount(),
        distribution,
        point.getExemplarsCount());
  }

  private static Series exponential(Series.Metric header, ExponentialHistogramDataPoint point) {
    Distribution distribution =
        new Distribution(
            point.getCount(),
            point.getSum(),
            List.of(),
            List.of(),
            point.hasMin() ? point.getMin() : Double.NaN,
            point.hasMax() ? point.getMax() : Double.NaN);
    return new Series(
        header,
        Attributes.decode(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getCount(),
        distribution,
        point.getExemplarsCount());
  }

  private static Series summary(Series.Metric header, SummaryDataPoint point) {
    Distribution distribution =
        new Distribution(
            point.getCount(), point.getSum(), List.of(), List.of(), Double.NaN, Double.NaN);
    return new Series(
        header,
        Attributes.decode(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getCount(),
        distribution,
        0);
  }
}
