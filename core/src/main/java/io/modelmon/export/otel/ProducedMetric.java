package io.modelmon.export.otel;

import io.modelmon.export.Metric;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;

/**
 * One metric with its points, immutable. The SDK has no public factory for this interface.
 *
 * @param resource what the process is
 * @param metric name, unit and description
 * @param type the form of the points
 * @param data the points
 */
record ProducedMetric(Resource resource, Metric metric, MetricDataType type, Data<?> data)
    implements MetricData {

  /** The instrumentation scope of everything that is exported. */
  static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.modelmon");

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public String getName() {
    return metric.metricName();
  }

  @Override
  public String getDescription() {
    return metric.description();
  }

  @Override
  public String getUnit() {
    return metric.unit();
  }

  @Override
  public MetricDataType getType() {
    return type;
  }

  @Override
  public Data<?> getData() {
    return data;
  }
}
