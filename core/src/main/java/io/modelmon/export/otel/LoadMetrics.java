package io.modelmon.export.otel;

import io.modelmon.export.Attribute;
import io.modelmon.export.Metric;
import io.modelmon.monitor.AgentLoad;
import io.opentelemetry.api.common.Attributes;

/** The mapping of the agent's own load to points. Stateless; computes nothing. */
final class LoadMetrics {

  private LoadMetrics() {}

  /** Adds what the agent costs and what it leaves out. */
  static void add(MetricPoints points, AgentLoad load) {
    addOverhead(points, "threads", load.threadShare());
    addOverhead(points, "calls", load.callShare());
    for (AgentLoad.ModelSampling sampling : load.sampling()) {
      Labels labels = Labels.of(sampling.id());
      addSampling(points, labels, "payload", sampling.payloadRate());
      addSampling(points, labels, "timing", sampling.timingRate());
    }
    for (AgentLoad.Breaking breaker : load.breakers()) {
      Labels labels = breaker.id() == null ? Labels.none() : Labels.of(breaker.id());
      Attributes attributes = labels.with(Attribute.REASON, breaker.reason()).build();
      points.gauge(Metric.AGENT_BREAKER, attributes, breaker.passing());
    }
  }

  private static void addOverhead(MetricPoints points, String part, double share) {
    if (!Double.isNaN(share)) {
      Attributes attributes = Labels.none().with(Attribute.OVERHEAD_PART, part).build();
      points.gauge(Metric.AGENT_OVERHEAD, attributes, share);
    }
  }

  private static void addSampling(MetricPoints points, Labels labels, String stage, double rate) {
    Attributes attributes = labels.fork().with(Attribute.SAMPLING_STAGE, stage).build();
    points.gauge(Metric.AGENT_SAMPLING, attributes, rate);
  }
}
